// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using Attestation.Wire;

namespace Attestation.Tdx.Wire;

/// <summary>The inner certification data: how to find the PCK certificate, or the certificate with its chain.</summary>
/// <remarks>Immutable.</remarks>
public sealed class CertificationData : IWire<CertificationData>
{
    /// <summary>PCK leaf, intermediate and root as concatenated PEM: the only type that verifies offline.</summary>
    public const ushort PckChain = 5;

    private const string Structure = "QE certification data";
    private const ushort PlainPpid = 1;

    private CertificationData(ReadOnlyMemory<byte> raw) => Raw = raw;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>1-3 PPID and SVNs, 4 PCK leaf, 5 <see cref="PckChain"/>.</summary>
    public ushort Type => Raw.Span.U16(CertificationDataLayout.CertificationDataType);

    /// <summary>The data, of any length.</summary>
    public ReadOnlyMemory<byte> Bytes => Raw[CertificationDataLayout.Size..];

    /// <inheritdoc/>
    public static bool TryParse(
        ReadOnlyMemory<byte> bytes,
        [NotNullWhen(true)] out CertificationData? parsed,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        malformed = FaultOf(bytes.Span);
        parsed = malformed is null ? new(bytes) : null;
        return parsed is not null;
    }

    private static Malformed? FaultOf(ReadOnlySpan<byte> bytes)
    {
        int left = bytes.Length - CertificationDataLayout.Size;
        if (left < 0)
        {
            return Fault(
                TdxRules.FmtCertificationData, "length", $"got {bytes.Length} bytes, want at least {CertificationDataLayout.Size}");
        }

        ushort type = bytes.U16(CertificationDataLayout.CertificationDataType);
        uint size = bytes.U32(CertificationDataLayout.CertificationDataSize);
        return type is < PlainPpid or > PckChain ? Fault(TdxRules.FmtCertificationType, "type", $"got {type}, want {PckChain}")
            : size != (uint)left ? Fault(TdxRules.FmtCertificationData, "size", $"got {size}, want {left}")
            : null;
    }

    private static Malformed Fault(Rule rule, string field, string reason) => new(Structure, field, reason) { Rule = rule };
}
