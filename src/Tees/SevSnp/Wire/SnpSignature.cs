// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using Attestation.Wire;

namespace Attestation.SevSnp.Wire;

/// <summary>An ECDSA P-384 signature as AMD's firmware writes it; no byte of it has two forms.</summary>
/// <remarks>Immutable. ECDSA itself is malleable: (R, n - S) verifies too, and AMD does not normalise.</remarks>
public sealed class SnpSignature : IWire<SnpSignature>
{
    private readonly byte[] raw96;

    private SnpSignature(ReadOnlyMemory<byte> raw)
    {
        Raw = raw;
        ReadOnlySpan<byte> bytes = raw.Span;
        raw96 = [.. bytes.Bytes(SnpSignatureLayout.R), .. bytes.Bytes(SnpSignatureLayout.S)];
        raw96.AsSpan(0, SnpSignatureLayout.R.Length).Reverse();
        raw96.AsSpan(SnpSignatureLayout.R.Length).Reverse();
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>r then s, 48 bytes each, big-endian: what <see cref="X509.SignatureScheme.EcdsaSha384Raw"/> takes.</summary>
    public ReadOnlySpan<byte> BigEndian => raw96;

    /// <inheritdoc/>
    public static bool TryParse(
        ReadOnlyMemory<byte> bytes,
        [NotNullWhen(true)] out SnpSignature? parsed,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        malformed = FaultOf(bytes.Span);
        parsed = malformed is null ? new(bytes) : null;
        return parsed is not null;
    }

    private static Malformed? FaultOf(ReadOnlySpan<byte> bytes) =>
        bytes.Length != SnpSignatureLayout.Size
            ? Fault("length", $"got {bytes.Length} bytes, want {SnpSignatureLayout.Size}")
            : FieldReading.FirstNonZeroReserved(bytes, SnpSignatureLayout.All.AsSpan()) is { } field
            ? Fault(field.Name, $"got bytes other than zero at 0x{field.Offset:x}, want zero: R and S fill 48 bytes each")
            : null;

    private static Malformed Fault(string field, string reason) =>
        new("SNP signature", field, reason) { Rule = SevSnpRules.SignatureForm };
}
