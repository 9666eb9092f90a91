// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Attestation.Wire;
using Attestation.X509;

namespace Attestation.SevSnp.Wire;

/// <summary>The key that signs an ID block, or the author's that signs it in turn, as the firmware takes it.</summary>
/// <remarks>Immutable.</remarks>
public sealed class IdPublicKey : IWire<IdPublicKey>
{
    private const string Structure = "SNP public key";
    private const uint P384 = 2;

    private IdPublicKey(ReadOnlyMemory<byte> raw) => Raw = raw;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>SHA-384 over the whole structure, 48 bytes: ID_KEY_DIGEST or AUTHOR_KEY_DIGEST of a report.</summary>
    public ReadOnlyMemory<byte> Digest => SHA384.HashData(Raw.Span);

    /// <summary>x then y, 48 bytes each, big-endian.</summary>
    public byte[] Point
    {
        get
        {
            byte[] point = [.. Raw.Span.Bytes(IdPublicKeyLayout.Qx), .. Raw.Span.Bytes(IdPublicKeyLayout.Qy)];
            point.AsSpan(0, IdPublicKeyLayout.Qx.Length).Reverse();
            point.AsSpan(IdPublicKeyLayout.Qx.Length).Reverse();
            return point;
        }
    }

    /// <summary>Checks a signature by this key.</summary>
    /// <param name="signedBytes">The message.</param>
    /// <param name="signature">The signature.</param>
    /// <returns>False also where the point is not on the curve.</returns>
    public bool Verifies(ReadOnlySpan<byte> signedBytes, SnpSignature signature)
    {
        if (!VerificationKey.TryImportP384Point(Point, out VerificationKey? key, out _))
        {
            return false;
        }

        using (key)
        {
            return key.Verifies(SignatureScheme.EcdsaSha384Raw, signedBytes, signature.BigEndian);
        }
    }

    /// <inheritdoc/>
    public static bool TryParse(
        ReadOnlyMemory<byte> bytes,
        [NotNullWhen(true)] out IdPublicKey? parsed,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        malformed = FaultOf(bytes.Span);
        parsed = malformed is null ? new(bytes) : null;
        return parsed is not null;
    }

    private static Malformed? FaultOf(ReadOnlySpan<byte> bytes) =>
        bytes.Length != IdPublicKeyLayout.Size ? new(Structure, "length", $"got {bytes.Length} bytes, want {IdPublicKeyLayout.Size}")
        : bytes.U32(IdPublicKeyLayout.Curve) != P384 ? new(Structure, "CURVE", $"got {bytes.U32(IdPublicKeyLayout.Curve)}, want {P384}")
        : FieldReading.FirstNonZeroReserved(bytes, IdPublicKeyLayout.All.AsSpan()) is { } field
        ? new(Structure, field.Name, $"got bytes other than zero at 0x{field.Offset:x3}, want zero")
        : null;
}
