// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Fault = Attestation.Machine.Simulator.Fault<Attestation.SevSnp.Simulator.SimulatedSnpOptions>;

namespace Attestation.SevSnp.Simulator.Faults;

/// <summary>Faults of the report itself, and of the table beside it. Reports are signed as they stand.</summary>
public static class ReportFault
{
    /// <summary>A byte is missing.</summary>
    public static readonly Fault Short = Of(
        "report-short", "the report is 1183 bytes", report => report with { Length = 1183 });

    /// <summary>A byte too many.</summary>
    public static readonly Fault Long = Of(
        "report-long", "the report is 1185 bytes", report => report with { Length = 1185 });

    /// <summary>A version from before SNP guests.</summary>
    public static readonly Fault Version1 = Of(
        "report-version-1", "the report is of version 1", report => report with { Version = 1 });

    /// <summary>A version that is not known.</summary>
    public static readonly Fault Version6 = Of(
        "report-version-6", "the report is of version 6", report => report with { Version = 6 });

    /// <summary>Another signature algorithm.</summary>
    public static readonly Fault Algorithm = Of(
        "report-algorithm", "the signature algorithm is 2", report => report with { SignatureAlgo = 2 });

    /// <summary>Reserved bytes.</summary>
    public static readonly Fault Reserved = Of(
        "report-reserved", "a reserved byte at 0x208 is one", report => report with { Patches = [new(0x208, new byte[] { 1 })] });

    /// <summary>A field of a later version.</summary>
    public static readonly Fault ReservedCpuid = Of(
        "report-cpuid-in-v2",
        "a report of version 2 names its processor",
        report => report with { Version = 2, Patches = [new(0x188, new byte[] { 0x19, 0x11, 1 })] });

    /// <summary>Reserved bits of the key information.</summary>
    public static readonly Fault KeyInfoReserved = Of(
        "report-key-info-reserved", "a reserved bit of the key information is set", report => report with { KeyInfo = 0x20 });

    /// <summary>The host masks the key.</summary>
    public static readonly Fault MaskChipKey = Of(
        "report-mask-chip-key", "the signing key is masked", report => report with { KeyInfo = 2, Signature = SignatureForm.Absent });

    /// <summary>No key.</summary>
    public static readonly Fault SigningKeyNone = Of(
        "report-signing-key-none", "no key signs", report => report with { KeyInfo = 7 << 2, Signature = SignatureForm.Absent });

    /// <summary>A key for which no certificate exists.</summary>
    public static readonly Fault SigningKeyChipSecret = Of(
        "report-signing-key-chip-secret", "the VCEK from the chip secret signs", report => report with { KeyInfo = 2 << 2 });

    /// <summary>The host asked.</summary>
    public static readonly Fault VmplHost = Of(
        "report-vmpl-host", "the host asked for the report", report => report with { Vmpl = uint.MaxValue });

    /// <summary>A privilege level that does not exist.</summary>
    public static readonly Fault Vmpl4 = Of(
        "report-vmpl-4", "VMPL is 4", report => report with { Vmpl = 4 });

    /// <summary>A processor that is not known.</summary>
    public static readonly Fault UnknownProduct = Of(
        "report-product-unknown", "the processor is of family 0x1b", report => report with { Cpuid = (0x1b, 0x01, 0) });

    /// <summary>One bit of the signature.</summary>
    public static readonly Fault SignatureCorrupted = Of(
        "report-signature", "one bit of the signature is flipped", report => report with { Signature = SignatureForm.Corrupted });

    /// <summary>Another key.</summary>
    public static readonly Fault SignatureStranger = Of(
        "report-signature-stranger", "another key signed the report", report => report with { Signature = SignatureForm.Stranger });

    /// <summary>R and S exchanged.</summary>
    public static readonly Fault SignatureSwapped = Of(
        "report-signature-swapped", "R and S are exchanged", report => report with { Signature = SignatureForm.Swapped });

    /// <summary>R and S big-endian.</summary>
    public static readonly Fault SignatureBigEndian = Of(
        "report-signature-big-endian", "R and S are big-endian", report => report with { Signature = SignatureForm.BigEndian });

    /// <summary>R of zero.</summary>
    public static readonly Fault SignatureZeroR = Of(
        "report-signature-zero-r", "R is zero", report => report with { Signature = SignatureForm.ZeroR });

    /// <summary>S of zero.</summary>
    public static readonly Fault SignatureZeroS = Of(
        "report-signature-zero-s", "S is zero", report => report with { Signature = SignatureForm.ZeroS });

    /// <summary>R + n.</summary>
    public static readonly Fault SignatureROrder = Of(
        "report-signature-r-order", "R is R + n", report => report with { Signature = SignatureForm.RPlusOrder });

    /// <summary>A byte behind the signature.</summary>
    public static readonly Fault SignatureTail = Of(
        "report-signature-tail",
        "the last reserved byte of the signature is one",
        report => report with { Tampers = [new(0x49f, new byte[] { 1 })] });

    /// <summary>A measurement that was never signed.</summary>
    public static readonly Fault Tampered = Of(
        "report-tampered", "the measurement was changed after signing", report => report with { Tampers = [new(0x90, new byte[48])] });

    /// <summary>A certificate table that points outside itself.</summary>
    public static readonly Fault TableGarbled = new(
        "table-garbled",
        "an entry of the certificate table ends at 4 GiB",
        machine => machine with { Kds = machine.Kds with { Table = [KdsDocument.Leaf], TableTampers = [new(20, new byte[] { 0xff, 0xff, 0xff, 0xff })] } });

    /// <summary>All of them.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        Short, Long, Version1, Version6, Algorithm, Reserved, ReservedCpuid, KeyInfoReserved, MaskChipKey, SigningKeyNone,
        SigningKeyChipSecret, VmplHost, Vmpl4, UnknownProduct, SignatureCorrupted, SignatureStranger, SignatureSwapped,
        SignatureBigEndian, SignatureZeroR, SignatureZeroS, SignatureROrder, SignatureTail, Tampered, TableGarbled,
    ];

    private static Fault Of(string name, string says, Func<ReportOptions, ReportOptions> change) =>
        new(name, says, machine => machine.WithReport(change));
}
