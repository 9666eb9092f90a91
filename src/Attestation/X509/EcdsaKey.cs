// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.Wire;

namespace Attestation.X509;

/// <summary>A P-256 or P-384 key.</summary>
internal sealed class EcdsaKey : VerificationKey
{
    private readonly EllipticCurve curve;
    private readonly ECDsa key;

    private EcdsaKey(EllipticCurve curve, byte[] spki, ECDsa key)
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

        try
        {
            ECDsa key = curve == EllipticCurve.P384
                ? CertificateShell.Import(spki)
                : ECDsa.Create(new ECParameters { Curve = curve.Curve, Q = new ECPoint { X = x.ToArray(), Y = y.ToArray() } });
            return new EcdsaKey(curve, spki.ToArray(), key);
        }
        catch (CryptographicException)
        {
            malformed = new Malformed(Structure, "point", "not on the curve");
            return null;
        }
    }

    /// <inheritdoc/>
    public override bool Verifies(SignatureScheme scheme, ReadOnlySpan<byte> signedBytes, ReadOnlySpan<byte> signature)
    {
        if (scheme == curve.Raw)
        {
            return EcdsaSignature.IsRaw(curve, signature)
                && key.VerifyData(signedBytes, signature, curve.Hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }

        return scheme == curve.Der
            && EcdsaSignature.IsDer(curve, signature)
            && key.VerifyData(signedBytes, signature, curve.Hash, DSASignatureFormat.Rfc3279DerSequence);
    }

    private protected override void Release() => key.Dispose();
}
