// SPDX-License-Identifier: Apache-2.0

using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;
using Attestation.Native.LibCrypto;
using Attestation.X509;
using X509Request = System.Security.Cryptography.X509Certificates.CertificateRequest;

namespace Attestation.Agent.Tests.Sentry;

/// <summary>Keys as sidecars make them, each with a request for a certificate that has no subject and no names.</summary>
internal static class DaprdKey
{
    /// <summary>PEM of a request over a new Ed25519 key, which is what daprd makes.</summary>
    public static byte[] Ed25519(bool isForged = false)
    {
        using Ed25519SigningKey key = Ed25519SigningKey.Generate();
        AsnWriter info = new(AsnEncodingRules.DER);
        using (info.PushSequence())
        {
            info.WriteInteger(0);
            info.PushSequence().Dispose();
            info.WriteEncodedValue(Ed25519Spki.Of(key.PublicKey.Span));
            info.PushSetOf(new Asn1Tag(TagClass.ContextSpecific, 0)).Dispose();
        }

        byte[] signed = info.Encode();
        byte[] signature = new byte[64];
        key.Sign(isForged ? [.. signed, 0] : signed, signature);
        return Armor(Joined(signed, signature));
    }

    public static byte[] OfCurve(ECCurve curve, HashAlgorithmName hash)
    {
        using ECDsa key = ECDsa.Create(curve);
        return Armor(new X509Request("", key, hash).CreateSigningRequest());
    }

    /// <summary>As Go's pem.Encode writes it.</summary>
    public static byte[] Armor(byte[] der) => Encoding.ASCII.GetBytes(PemEncoding.WriteString("CERTIFICATE REQUEST", der) + "\n");

    private static byte[] Joined(byte[] signed, byte[] signature)
    {
        AsnWriter request = new(AsnEncodingRules.DER);
        using (request.PushSequence())
        {
            request.WriteEncodedValue(signed);
            using (request.PushSequence())
            {
                request.WriteObjectIdentifier("1.3.101.112");
            }

            request.WriteBitString(signature);
        }

        return request.Encode();
    }
}
