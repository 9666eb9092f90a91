// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Attestation.Wire;

namespace Attestation.SevSnp.Wire;

/// <summary>ATTESTATION_REPORT, versions 2 to 5: read, not trusted.</summary>
/// <remarks>Immutable. Spans are in memory order, as every tool prints them.</remarks>
public sealed class AttestationReport : IWire<AttestationReport>
{
    private const string Structure = "SNP report";
    private const uint EcdsaP384Sha384 = 1;

    private AttestationReport(ReadOnlyMemory<byte> raw, SnpSignature signature, Field? nonZeroReserved)
    {
        Raw = raw;
        Signature = signature;
        NonZeroReserved = nonZeroReserved;
    }

    /// <summary>1184 bytes.</summary>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>What the signature covers: everything before it.</summary>
    public ReadOnlyMemory<byte> SignedBytes => Raw[..AttestationReportLayout.Signature.Offset];

    /// <summary>The signature.</summary>
    public SnpSignature Signature { get; }

    /// <summary>The first reserved field that is not zero; null in every strictly read report.</summary>
    public Field? NonZeroReserved { get; }

    /// <summary>2 to 5.</summary>
    public uint Version => Raw.Span.U32(AttestationReportLayout.Version);

    /// <summary>Security version of the guest, from the ID block.</summary>
    public uint GuestSvn => Raw.Span.U32(AttestationReportLayout.GuestSvn);

    /// <summary>The guest's policy.</summary>
    public GuestPolicy Policy => new(Raw.Span.U64(AttestationReportLayout.Policy));

    /// <summary>From the ID block, 16 bytes.</summary>
    public ReadOnlySpan<byte> FamilyId => Raw.Span.Bytes(AttestationReportLayout.FamilyId);

    /// <summary>From the ID block, 16 bytes.</summary>
    public ReadOnlySpan<byte> ImageId => Raw.Span.Bytes(AttestationReportLayout.ImageId);

    /// <summary>Privilege level of the requester, 0 to 3; 0xFFFFFFFF where the host asked.</summary>
    public uint Vmpl => Raw.Span.U32(AttestationReportLayout.Vmpl);

    /// <summary>1: ECDSA P-384 with SHA-384.</summary>
    public uint SignatureAlgo => Raw.Span.U32(AttestationReportLayout.SignatureAlgo);

    /// <summary>What is in force on the host.</summary>
    public PlatformInfo PlatformInfo => new(Raw.Span.U64(AttestationReportLayout.PlatformInfo));

    /// <summary>Which keys the report is about.</summary>
    public KeyInfo KeyInfo => new(Raw.Span.U32(AttestationReportLayout.KeyInfo));

    /// <summary>What the guest asked the report to cover, 64 bytes.</summary>
    public ReadOnlySpan<byte> ReportData => Raw.Span.Bytes(AttestationReportLayout.ReportData);

    /// <summary>The launch digest, 48 bytes.</summary>
    public ReadOnlySpan<byte> Measurement => Raw.Span.Bytes(AttestationReportLayout.Measurement);

    /// <summary>SHA-384 of the ID key, 48 bytes; zero without ID block.</summary>
    public ReadOnlySpan<byte> IdKeyDigest => Raw.Span.Bytes(AttestationReportLayout.IdKeyDigest);

    /// <summary>SHA-384 of the author key, 48 bytes; zero without one.</summary>
    public ReadOnlySpan<byte> AuthorKeyDigest => Raw.Span.Bytes(AttestationReportLayout.AuthorKeyDigest);

    /// <summary>CPUID family, with the extended one; 0 in version 2.</summary>
    public byte Family => Raw.Span.U8(AttestationReportLayout.CpuidFamId);

    /// <summary>CPUID model, with the extended one; 0 in version 2.</summary>
    public byte Model => Raw.Span.U8(AttestationReportLayout.CpuidModId);

    /// <summary>CPUID stepping; 0 in version 2.</summary>
    public byte Stepping => Raw.Span.U8(AttestationReportLayout.CpuidStep);

    /// <summary>True from version 3 on: the report names its processor.</summary>
    public bool HasCpuid => Version >= 3;

    /// <summary>The product by CPUID; null in version 2 and for a processor that is not known.</summary>
    public SnpProduct? Product => HasCpuid ? SnpProduct.OfCpuid(Family, Model) : null;

    /// <summary>64 bytes; zero where masked, Turin uses 8.</summary>
    public ReadOnlySpan<byte> ChipId => Raw.Span.Bytes(AttestationReportLayout.ChipId);

    /// <summary>The firmware that runs.</summary>
    public FirmwareVersion CurrentFirmware => Firmware(
        AttestationReportLayout.CurrentMajor, AttestationReportLayout.CurrentMinor, AttestationReportLayout.CurrentBuild);

    /// <summary>The firmware that the platform cannot go behind.</summary>
    public FirmwareVersion CommittedFirmware => Firmware(
        AttestationReportLayout.CommittedMajor, AttestationReportLayout.CommittedMinor, AttestationReportLayout.CommittedBuild);

    /// <summary>Mitigations in force when the guest was launched; 0 before version 5.</summary>
    public ulong LaunchMitVector => Raw.Span.U64(AttestationReportLayout.LaunchMitVector);

    /// <summary>Mitigations in force; 0 before version 5.</summary>
    public ulong CurrentMitVector => Raw.Span.U64(AttestationReportLayout.CurrentMitVector);

    /// <summary>The TCB from which the signing key was derived.</summary>
    public TcbVersion ReportedTcb(TcbGeneration generation) => Tcb(AttestationReportLayout.ReportedTcb, generation);

    /// <summary>The TCB that the platform cannot go behind.</summary>
    public TcbVersion CommittedTcb(TcbGeneration generation) => Tcb(AttestationReportLayout.CommittedTcb, generation);

    /// <summary>The TCB that runs.</summary>
    public TcbVersion CurrentTcb(TcbGeneration generation) => Tcb(AttestationReportLayout.CurrentTcb, generation);

    /// <summary>The TCB at the guest's launch.</summary>
    public TcbVersion LaunchTcb(TcbGeneration generation) => Tcb(AttestationReportLayout.LaunchTcb, generation);

    /// <inheritdoc/>
    public static bool TryParse(
        ReadOnlyMemory<byte> bytes,
        [NotNullWhen(true)] out AttestationReport? parsed,
        [NotNullWhen(false)] out Malformed? malformed) =>
        TryParse(bytes, allowReserved: false, out parsed, out malformed);

    /// <summary>Reads a report; <paramref name="allowReserved"/> names reserved bytes in <see cref="NonZeroReserved"/> instead of refusing them.</summary>
    /// <inheritdoc cref="IWire{TSelf}.TryParse"/>
    public static bool TryParse(
        ReadOnlyMemory<byte> bytes,
        bool allowReserved,
        [NotNullWhen(true)] out AttestationReport? parsed,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        parsed = null;
        malformed = FaultOf(bytes.Span, allowReserved, out Field? reserved);
        if (malformed is null && SnpSignature.TryParse(bytes.Bytes(AttestationReportLayout.Signature), out SnpSignature? signature, out malformed))
        {
            parsed = new(bytes, signature, reserved);
        }

        return parsed is not null;
    }

    /// <summary>Every field in order, to be shown without trust; the fields tile <see cref="Raw"/>.</summary>
    public ImmutableArray<DecodedField> Describe() => ReportFields.Of(this);

    private static Malformed? FaultOf(ReadOnlySpan<byte> bytes, bool allowReserved, out Field? reserved)
    {
        reserved = null;
        if (bytes.Length != AttestationReportLayout.Size)
        {
            return Fault(SevSnpRules.FmtLength, "length", $"got {bytes.Length} bytes, want {AttestationReportLayout.Size}");
        }

        uint version = bytes.U32(AttestationReportLayout.Version);
        uint algorithm = bytes.U32(AttestationReportLayout.SignatureAlgo);
        if (version is < 2 or > 5)
        {
            return Fault(SevSnpRules.FmtVersion, "VERSION", $"got {version}, want 2 to 5");
        }

        reserved = FieldReading.FirstNonZeroReserved(bytes, AttestationReportLayout.Of(version).AsSpan());
        return algorithm != EcdsaP384Sha384
            ? Fault(SevSnpRules.FmtAlgorithm, "SIGNATURE_ALGO", $"got {algorithm}, want {EcdsaP384Sha384}")
            : reserved is { } field && !allowReserved
            ? Fault(SevSnpRules.FmtReserved, field.Name, $"got bytes other than zero at 0x{field.Offset:x3}, want zero in version {version}")
            : null;
    }

    private static Malformed Fault(Rule rule, string field, string reason) => new(Structure, field, reason) { Rule = rule };

    private TcbVersion Tcb(Field field, TcbGeneration generation) => new(Raw.Span.U64(field), generation);

    private FirmwareVersion Firmware(Field major, Field minor, Field build) => new(Raw.Span.U8(major), Raw.Span.U8(minor), Raw.Span.U8(build));
}
