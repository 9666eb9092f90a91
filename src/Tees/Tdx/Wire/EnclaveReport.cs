// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using Attestation.Wire;

namespace Attestation.Tdx.Wire;

/// <summary>The quoting enclave's own report, signed by the PCK.</summary>
/// <remarks>Immutable. Spans are in memory order, the order of the hex strings in Intel's QE identity.</remarks>
public sealed class EnclaveReport : IWire<EnclaveReport>
{
    internal EnclaveReport(ReadOnlyMemory<byte> raw) => Raw = raw;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>SVNs of the processor, 16 bytes.</summary>
    public ReadOnlySpan<byte> CpuSvn => Raw.Span.Bytes(EnclaveReportLayout.CpuSvn);

    /// <summary>MISCSELECT, 4 bytes.</summary>
    public ReadOnlySpan<byte> MiscSelect => Raw.Span.Bytes(EnclaveReportLayout.MiscSelect);

    /// <summary>ATTRIBUTES, 16 bytes: flags, then XFRM.</summary>
    public ReadOnlySpan<byte> Attributes => Raw.Span.Bytes(EnclaveReportLayout.Attributes);

    /// <summary>Measurement of the enclave, 32 bytes.</summary>
    public ReadOnlySpan<byte> MrEnclave => Raw.Span.Bytes(EnclaveReportLayout.MrEnclave);

    /// <summary>SHA-256 of the enclave signer's key, 32 bytes.</summary>
    public ReadOnlySpan<byte> MrSigner => Raw.Span.Bytes(EnclaveReportLayout.MrSigner);

    /// <summary>The signer's number for this enclave.</summary>
    public ushort IsvProdId => Raw.Span.U16(EnclaveReportLayout.IsvProdId);

    /// <summary>The enclave's security version.</summary>
    public ushort IsvSvn => Raw.Span.U16(EnclaveReportLayout.IsvSvn);

    /// <summary>64 bytes: SHA-256 of attestation key and authentication data, then 32 zero bytes.</summary>
    public ReadOnlySpan<byte> ReportData => Raw.Span.Bytes(EnclaveReportLayout.ReportData);

    /// <inheritdoc/>
    public static bool TryParse(
        ReadOnlyMemory<byte> bytes,
        [NotNullWhen(true)] out EnclaveReport? parsed,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        malformed = bytes.Length == EnclaveReportLayout.Size ? null
            : new("QE report", "length", $"got {bytes.Length} bytes, want {EnclaveReportLayout.Size}") { Rule = TdxRules.FmtStructure };
        parsed = malformed is null ? new(bytes) : null;
        return parsed is not null;
    }
}
