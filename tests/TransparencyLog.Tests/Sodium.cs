// SPDX-License-Identifier: Apache-2.0

using Attestation.X509;
using NSec.Cryptography;
using SignatureAlgorithm = NSec.Cryptography.SignatureAlgorithm;

namespace Attestation.TransparencyLog.Tests;

/// <summary>Ed25519 by libsodium: an implementation that the product does not use.</summary>
internal sealed class Sodium : IEd25519
{
    public static Sodium Ed25519 { get; } = new();

    public bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        PublicKey.TryImport(SignatureAlgorithm.Ed25519, publicKey, KeyBlobFormat.RawPublicKey, out PublicKey? key)
        && SignatureAlgorithm.Ed25519.Verify(key!, message, signature);
}
