// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Attestation.X509;

/// <summary>Imports a P-384 key by way of a certificate that has nothing in it but the key.</summary>
/// <remarks>
/// <see cref="ECDsa.Create(ECParameters)"/> has OpenSSL multiply the point by the order, five times as dear as all of this. On a curve
/// of cofactor 1 that adds nothing to the test that the point lies on the curve, which OpenSSL makes on both ways. Nothing of the
/// shell is looked at, its dates and signature are no real ones. For P-256, whose multiplication is fast, the direct way wins.
/// </remarks>
internal static class CertificateShell
{
    /// <summary>Imports the key.</summary>
    /// <param name="spki">120 bytes, recognised by <see cref="EllipticCurve.Of"/>.</param>
    /// <exception cref="CryptographicException">The point is not on the curve.</exception>
    public static ECDsa Import(ReadOnlySpan<byte> spki)
    {
        byte[] shell = [.. Before, .. spki, .. Behind];
        using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(shell);
        return certificate.GetECDsaPublicKey() ?? throw new CryptographicException("no elliptic curve key");
    }

    /// <summary>Serial 1, ecdsa-with-SHA384, empty names, a moment of 2000; the lengths count an SPKI of 120 bytes.</summary>
    private static ReadOnlySpan<byte> Before =>
    [
        0x30, 0x81, 0xC5,
        0x30, 0x81, 0xAB,
        0x02, 0x01, 0x01,
        0x30, 0x0A, 0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x03,
        0x30, 0x00,
        0x30, 0x1E,
        0x17, 0x0D, 0x30, 0x30, 0x30, 0x31, 0x30, 0x31, 0x30, 0x30, 0x30, 0x30, 0x30, 0x30, 0x5A,
        0x17, 0x0D, 0x30, 0x30, 0x30, 0x31, 0x30, 0x31, 0x30, 0x30, 0x30, 0x30, 0x30, 0x30, 0x5A,
        0x30, 0x00,
    ];

    /// <summary>ecdsa-with-SHA384 and a signature of r = s = 1.</summary>
    private static ReadOnlySpan<byte> Behind =>
    [
        0x30, 0x0A, 0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x03,
        0x03, 0x09, 0x00, 0x30, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01,
    ];
}
