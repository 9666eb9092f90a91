// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.Wire;

namespace Attestation.X509;

/// <summary>A P-256 or P-384 key.</summary>
internal sealed class EcdsaKey : VerificationKey
{
    private readonly EllipticCurve curve;
    private readonly IEllipticKey key;

    private EcdsaKey(EllipticCurve curve, byte[] spki, IEllipticKey key)
        : base(spki)
    {
        this.curve = curve;
        this.key = key;
    }

    /// <summary>Imports a SubjectPublicKeyInfo that <see cref="EllipticCurve.Of"/> has recognised.</summary>
    public static EcdsaKey? Import(EllipticCurve curve, ReadOnlySpan<byte> spki, out Malformed? malformed)
    {
        ReadOnlySpan<byte> x = spki.Slice(curve.SpkiPrefix.Length, curve.FieldLength);
        ReadOnlySpan<byte> y = spki[^curve.FieldLength..];
        malformed = x.ContainsAnyExcept((byte)0) && y.ContainsAnyExcept((byte)0)
            ? null
            : new Malformed(Structure, "point", "zero coordinate");
        if (malformed is not null)
        {
            return null;
        }

        IEllipticKey? key = EllipticKeys.Current.Import(curve, spki[(curve.SpkiPrefix.Length - 1)..]);
        malformed = key is null ? new Malformed(Structure, "point", "not on the curve") : null;
        return key is null ? null : new EcdsaKey(curve, spki.ToArray(), key);
    }

    /// <inheritdoc/>
    public override bool Verifies(SignatureScheme scheme, ReadOnlySpan<byte> signedBytes, ReadOnlySpan<byte> signature)
    {
        if (scheme == curve.Der)
        {
            return EcdsaSignature.IsDer(curve, signature) && Holds(signedBytes, signature);
        }

        if (scheme != curve.Raw || !EcdsaSignature.IsRaw(curve, signature))
        {
            return false;
        }

        Span<byte> der = stackalloc byte[EcdsaSignature.MaxDer];
        return Holds(signedBytes, der[..EcdsaSignature.WriteDer(curve, signature, der)]);
    }

    private protected override void Release() => key.Dispose();

    private bool Holds(ReadOnlySpan<byte> signedBytes, ReadOnlySpan<byte> der)
    {
        Span<byte> digest = stackalloc byte[curve.FieldLength];
        CryptographicOperations.HashData(curve.Hash, signedBytes, digest);
        return key.Verifies(digest, der);
    }
}
