// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Attestation.Native.LibCrypto;
using Attestation.X509;

namespace Attestation.Agent.Tests.Sentry;

/// <summary>Signs certificates with Ed25519, as Sentry's generated authorities do, which the base class library does not.</summary>
internal sealed class Ed25519Signatures(Ed25519SigningKey key) : X509SignatureGenerator
{
    public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) => [0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70];

    public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm)
    {
        byte[] signature = new byte[64];
        key.Sign(data, signature);
        return signature;
    }

    protected override PublicKey BuildPublicKey() => System.Security.Cryptography.X509Certificates.PublicKey.CreateFromSubjectPublicKeyInfo(Ed25519Spki.Of(key.PublicKey.Span), out _);
}
