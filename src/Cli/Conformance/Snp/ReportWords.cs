// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Attestation.SevSnp.Endorse;
using Attestation.SevSnp.Wire;
using Attestation.Wire;

namespace Attestation.Cli.Conformance.Snp;

/// <summary>Fields of reports and leaves in the spelling of the vectors.</summary>
internal static class ReportWords
{
    /// <summary>The first field of a case that a report has otherwise; null where all agree.</summary>
    public static string? FirstDifference(VectorEntry want, ReadOnlyMemory<byte> report) =>
        AttestationReport.TryParse(report, out AttestationReport? parsed, out Malformed? malformed)
            ? First(want.Names.Select(name =>
                IsTcb(name) ? Tcb(want.In(name), name, Of(parsed, name)) : Different(want, name, Value(parsed, name))))
            : want.Names.Any() ? malformed.ToString() : null;

    /// <summary>The first field of a case that a leaf's extensions have otherwise.</summary>
    public static string? FirstDifference(VectorEntry want, VekCertificate? vek) =>
        vek is null ? "the leaf has no readable extensions" : First(want.Names.Select(name => name switch
        {
            "spl" => Tcb(want.In(name), name, vek.Tcb),
            "productName" => Different(want, name, vek.ProductName),
            "structVersion" => Different(want, name, Text(vek.StructVersion)),
            "hwId" => Different(want, name, vek.HwId is { } hwId ? Hex.Of(hwId.Span) : null),
            _ => $"{name} is no field of a leaf",
        }));

    private static bool IsTcb(string name) => name.EndsWith("Tcb", StringComparison.Ordinal);

    private static TcbVersion Of(AttestationReport report, string name)
    {
        TcbGeneration generation = report.Product?.Generation ?? TcbGeneration.Milan;
        return name switch
        {
            "reportedTcb" => report.ReportedTcb(generation),
            "committedTcb" => report.CommittedTcb(generation),
            "launchTcb" => report.LaunchTcb(generation),
            _ => report.CurrentTcb(generation),
        };
    }

    private static string? Tcb(VectorEntry want, string path, TcbVersion tcb) =>
        First(want.Names.Select(name => Different(want, name, Component(tcb, name)))) is { } difference ? $"{path}.{difference}" : null;

    private static string? Component(TcbVersion tcb, string name) => name switch
    {
        "raw" => tcb.Hex,
        "fmc" => tcb.Fmc is { } fmc ? Text(fmc) : null,
        "bootloader" => Text(tcb.BootLoader),
        "tee" => Text(tcb.Tee),
        "snp" => Text(tcb.Snp),
        "microcode" => Text(tcb.Microcode),
        _ => null,
    };

    private static string? Value(AttestationReport report, string name) => name switch
    {
        "version" => Text(report.Version),
        "guestSvn" => Text(report.GuestSvn),
        "policy" => Mask(report.Policy.Bits),
        "familyId" => Hex.Of(report.FamilyId),
        "imageId" => Hex.Of(report.ImageId),
        "vmpl" => Text(report.Vmpl),
        "signatureAlgo" => Text(report.SignatureAlgo),
        "platformInfo" => Mask(report.PlatformInfo.Bits),
        "keyInfo" => Mask(report.KeyInfo.Bits),
        "reportData" => Hex.Of(report.ReportData),
        "measurement" => Hex.Of(report.Measurement),
        "cpuid" => report.HasCpuid ? Hex.Of([report.Family, report.Model, report.Stepping]) : null,
        "chipId" => Hex.Of(report.ChipId),
        "currentVersion" => report.CurrentFirmware.ToString(),
        "committedVersion" => report.CommittedFirmware.ToString(),
        "launchMitVector" => Mask(report.LaunchMitVector),
        "currentMitVector" => Mask(report.CurrentMitVector),
        _ => report.Describe().FirstOrDefault(each => each.Name == name)?.Value,
    };

    private static string? Different(VectorEntry want, string name, string? got) =>
        want.Optional(name) == got ? null : $"{name} is {got ?? "absent"}, want {want.Optional(name) ?? "none"}";

    private static string? First(IEnumerable<string?> differences) => differences.FirstOrDefault(each => each is not null);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Mask(ulong bits) => "0x" + bits.ToString("x", CultureInfo.InvariantCulture);
}
