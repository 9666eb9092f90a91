// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Globalization;
using Attestation.Wire;

namespace Attestation.SevSnp.Wire;

/// <summary>Decodes a report to be shown; each byte of it belongs to exactly one field.</summary>
internal static class ReportFields
{
    private static readonly ImmutableArray<Field> Numbers =
    [
        AttestationReportLayout.Version, AttestationReportLayout.GuestSvn, AttestationReportLayout.Vmpl, AttestationReportLayout.SignatureAlgo,
        AttestationReportLayout.CpuidStep, AttestationReportLayout.CurrentBuild, AttestationReportLayout.CurrentMinor,
        AttestationReportLayout.CurrentMajor, AttestationReportLayout.CommittedBuild, AttestationReportLayout.CommittedMinor,
        AttestationReportLayout.CommittedMajor,
    ];

    public static ImmutableArray<DecodedField> Of(AttestationReport report) =>
        [.. AttestationReportLayout.Version5.Select(field => Decode(report, field))];

    private static DecodedField Decode(AttestationReport report, Field field)
    {
        ReadOnlySpan<byte> raw = report.Raw.Span;
        string value = !Numbers.Contains(field) ? Hex.Of(raw.Bytes(field))
            : (field.Length == 1 ? raw.U8(field) : raw.U32(field)).ToString(CultureInfo.InvariantCulture);
        return new(field.CamelName, value, field.Offset, field.Length, Note(report, field.Name));
    }

    private static string? Note(AttestationReport report, string name)
    {
        TcbGeneration generation = GenerationOf(report);
        return name switch
        {
            nameof(AttestationReportLayout.Policy) => $"ABI {report.Policy.AbiMajor}.{report.Policy.AbiMinor}; {report.Policy}",
            nameof(AttestationReportLayout.Vmpl) => report.Vmpl == uint.MaxValue ? "asked for by the host" : null,
            nameof(AttestationReportLayout.SignatureAlgo) => "ECDSA P-384 with SHA-384",
            nameof(AttestationReportLayout.CurrentTcb) => report.CurrentTcb(generation).ToString(),
            nameof(AttestationReportLayout.PlatformInfo) => report.PlatformInfo.ToString(),
            nameof(AttestationReportLayout.KeyInfo) => report.KeyInfo.ToString(),
            nameof(AttestationReportLayout.ReportedTcb) => report.ReportedTcb(generation).ToString(),
            nameof(AttestationReportLayout.CpuidModId) => report.HasCpuid ? report.Product?.Line ?? "not a known product" : null,
            nameof(AttestationReportLayout.CommittedTcb) => report.CommittedTcb(generation).ToString(),
            nameof(AttestationReportLayout.LaunchTcb) => report.LaunchTcb(generation).ToString(),
            nameof(AttestationReportLayout.CurrentMajor) => report.CurrentFirmware.ToString(),
            nameof(AttestationReportLayout.CommittedMajor) => report.CommittedFirmware.ToString(),
            _ => null,
        };
    }

    // Version 2 does not name its processor; all public ones are of Milan or Genoa.
    private static TcbGeneration GenerationOf(AttestationReport report) => report.Product?.Generation ?? TcbGeneration.Milan;
}
