// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using Attestation.Wire;

namespace Attestation.Tdx.Wire;

/// <summary>What proves a quote: its signature, the attestation key, and the quoting enclave's report that vouches for that key.</summary>
/// <remarks>Immutable.</remarks>
public sealed class SignatureData : IWire<SignatureData>
{
    private const string Structure = "TDX quote signature data";
    private const ushort QeReportCertificationData = 6;

    private SignatureData(ReadOnlyMemory<byte> raw, CertificationData certificationData)
    {
        Raw = raw;
        QeReport = new(raw.Bytes(SignatureDataLayout.QeReport));
        CertificationData = certificationData;
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>ECDSA P-256 over <see cref="Quote.SignedBytes"/> by the attestation key: r then s, 32 bytes each, big-endian.</summary>
    public ReadOnlySpan<byte> QuoteSignature => Raw.Span.Bytes(SignatureDataLayout.QuoteSignature);

    /// <summary>The attestation key: x then y, 32 bytes each, big-endian; not known to be a point of the curve.</summary>
    public ReadOnlySpan<byte> AttestationKey => Raw.Span.Bytes(SignatureDataLayout.AttestationKey);

    /// <summary>The quoting enclave's report.</summary>
    public EnclaveReport QeReport { get; }

    /// <summary>ECDSA P-256 over the QE report by the PCK: r then s, 32 bytes each, big-endian.</summary>
    public ReadOnlySpan<byte> QeReportSignature => Raw.Span.Bytes(SignatureDataLayout.QeReportSignature);

    /// <summary>0 to 65535 bytes that the QE report covers together with the attestation key.</summary>
    public ReadOnlyMemory<byte> QeAuthenticationData =>
        Raw.Slice(SignatureDataLayout.Size, Raw.Span.U16(SignatureDataLayout.QeAuthenticationDataLength));

    /// <summary>The inner certification data.</summary>
    public CertificationData CertificationData { get; }

    /// <inheritdoc/>
    public static bool TryParse(
        ReadOnlyMemory<byte> bytes,
        [NotNullWhen(true)] out SignatureData? parsed,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        parsed = null;
        malformed = FaultOf(bytes.Span);
        if (malformed is not null)
        {
            return false;
        }

        int inner = SignatureDataLayout.Size + bytes.Span.U16(SignatureDataLayout.QeAuthenticationDataLength);
        if (!CertificationData.TryParse(bytes[inner..], out CertificationData? certificationData, out malformed))
        {
            return false;
        }

        parsed = new(bytes, certificationData);
        return true;
    }

    private static Malformed? FaultOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < SignatureDataLayout.Size)
        {
            return Fault(TdxRules.FmtStructure, "length", $"got {bytes.Length} bytes, want at least {SignatureDataLayout.Size}");
        }

        ushort type = bytes.U16(SignatureDataLayout.CertificationDataType);
        uint size = bytes.U32(SignatureDataLayout.CertificationDataSize);
        int held = bytes.Length - SignatureDataLayout.CertificationDataSize.End;
        ushort authentication = bytes.U16(SignatureDataLayout.QeAuthenticationDataLength);
        int left = bytes.Length - SignatureDataLayout.Size;
        return type != QeReportCertificationData
            ? Fault(TdxRules.FmtCertificationData, "certification data type", $"got {type}, want {QeReportCertificationData}")
            : size != (uint)held
            ? Fault(TdxRules.FmtCertificationData, "certification data size", $"got {size}, want {held}")
            : authentication > left
            ? Fault(TdxRules.FmtCertificationData, "QE authentication data length", $"got {authentication}, want at most {left}")
            : null;
    }

    private static Malformed Fault(Rule rule, string field, string reason) => new(Structure, field, reason) { Rule = rule };
}
