// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Text;
using Attestation.AgentClient.V1;
using Google.Protobuf;

namespace Attestation.AgentClient;

/// <summary>What a key signs before it is bound: that its holder asks, here and now, for this purpose.</summary>
public static class BindChallenge
{
    /// <summary>The digest: ECDSA and RSA PKCS#1 v1.5 take it as their SHA-256 hash, Ed25519 signs its 32 bytes.</summary>
    /// <param name="begin">What was asked.</param>
    /// <param name="challenge">The agent's 32 bytes.</param>
    public static byte[] DigestOf(BindBegin begin, ReadOnlySpan<byte> challenge) => SHA256.HashData(
        [.. "attestation-agent/bind-pop/v1\0"u8, .. challenge, .. SHA256.HashData(begin.Spki.Span), .. Encoding.UTF8.GetBytes(begin.Purpose)]);

    /// <summary>Signs it with an ECDSA key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="digest">32 bytes.</param>
    public static BindSignature Sign(ECDsa key, ReadOnlyMemory<byte> digest) => new()
    {
        Algorithm = "ecdsa-sha256",
        Value = ByteString.CopyFrom(key.SignHash(digest.ToArray(), DSASignatureFormat.Rfc3279DerSequence)),
    };
}
