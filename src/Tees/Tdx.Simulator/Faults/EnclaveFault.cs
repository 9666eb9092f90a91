// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Machine.Simulator;
using Fault = Attestation.Machine.Simulator.Fault<Attestation.Tdx.Simulator.SimulatedTdxOptions>;

namespace Attestation.Tdx.Simulator.Faults;

/// <summary>Faults of the quoting enclave; its report is signed as it stands.</summary>
public static class EnclaveFault
{
    /// <summary>One bit of the report's signature.</summary>
    public static readonly Fault ReportSignature = Of(
        "qe-report-signature",
        "one bit of the QE report's signature is flipped",
        enclave => enclave with { SignedBy = SignedBy.RightKeyThenCorrupted });

    /// <summary>Another key than the PCK.</summary>
    public static readonly Fault ReportSignatureByStranger = Of(
        "qe-report-signature-stranger",
        "another key than the PCK signed the QE report",
        enclave => enclave with { SignedBy = SignedBy.Stranger });

    /// <summary>The report vouches for another key.</summary>
    public static readonly Fault ReportData = Of(
        "qe-report-data", "the QE report vouches for another attestation key", enclave => enclave with { VouchesForKey = false });

    /// <summary>Something behind the hash.</summary>
    public static readonly Fault ReportDataTail = Of(
        "qe-report-data-tail",
        "the QE report's REPORTDATA does not end in zeros",
        enclave => enclave with { ReportDataTail = new byte[32].Select((_, i) => (byte)(i == 31 ? 1 : 0)).ToArray() });

    /// <summary>An attestation key that is no point; no signature of its can hold.</summary>
    public static readonly Fault KeyOffCurve = Of(
        "qe-key-off-curve", "the attestation key is not a point of the curve", enclave => enclave with { KeyIsOnCurve = false });

    /// <summary>Another vendor's enclave.</summary>
    public static readonly Fault MrSigner = Of(
        "qe-mrsigner", "MRSIGNER is not the identity's", enclave => enclave with { MrSigner = new byte[32] });

    /// <summary>Another enclave of the vendor.</summary>
    public static readonly Fault IsvProdId = Of(
        "qe-isvprodid", "ISVPRODID is not the identity's", enclave => enclave with { IsvProdId = 1 });

    /// <summary>A set MISCSELECT bit.</summary>
    public static readonly Fault MiscSelect = Of(
        "qe-miscselect", "MISCSELECT is not the identity's", enclave => enclave with { MiscSelect = 1 });

    /// <summary>A debug enclave.</summary>
    public static readonly Fault Debug = Of(
        "qe-debug",
        "the quoting enclave is a debug enclave",
        enclave => enclave with { Attributes = Convert.FromHexString("1700000000000000e700000000000000") });

    /// <summary>All of them.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        ReportSignature, ReportSignatureByStranger, ReportData, ReportDataTail, KeyOffCurve, MrSigner, IsvProdId, MiscSelect, Debug,
    ];

    private static Fault Of(string name, string says, Func<QuotingEnclaveOptions, QuotingEnclaveOptions> change) =>
        new(name, says, machine => machine with { QuotingEnclave = change(machine.QuotingEnclave) });
}
