// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;

namespace Attestation.X509;

/// <summary>The base class library's keys.</summary>
public sealed class FrameworkEllipticKeys : IEllipticKeys
{
    /// <inheritdoc/>
    public IEllipticKey? Import(EllipticCurve curve, ReadOnlySpan<byte> point)
    {
        try
        {
            return new Key(curve == EllipticCurve.P384 ? CertificateShell.Import([.. curve.SpkiPrefix, .. point[1..]]) : Direct(curve, point));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static ECDsa Direct(EllipticCurve curve, ReadOnlySpan<byte> point) => ECDsa.Create(new ECParameters
    {
        Curve = curve.Curve,
        Q = new ECPoint { X = point.Slice(1, curve.FieldLength).ToArray(), Y = point[^curve.FieldLength..].ToArray() },
    });

    private sealed class Key(ECDsa key) : IEllipticKey
    {
        public bool Verifies(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature) => key.VerifyHash(digest, signature, DSASignatureFormat.Rfc3279DerSequence);

        public void Dispose() => key.Dispose();
    }
}
