// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.SpirePlugin.Agent.KeyManager;
using Attestation.SpirePlugin.Protos.KeyManager;

namespace Attestation.SpirePlugin.Tests.Agent.KeyManager;

public sealed class KeyRingTests : IDisposable
{
    private static readonly byte[] Digest = SHA256.HashData("D"u8);

    private readonly KeyRing ring = new();

    [Fact]
    public void Keys_are_announced_newest_last_and_an_overwritten_one_no_more()
    {
        HeldKey first = Put("A", KeyType.EcP256);
        HeldKey second = Put("B", KeyType.EcP256);
        Assert.Equal([first, second], ring.Keys.Current.Value);
        HeldKey third = Put("A", KeyType.EcP384);

        Assert.Equal([second, third], ring.Keys.Current.Value);
        Assert.Equal(3, ring.Keys.Current.Number);
    }

    [Theory]
    [InlineData(KeyType.EcP256, "ecdsa-sha256")]
    [InlineData(KeyType.EcP384, "ecdsa-sha256")]
    [InlineData(KeyType.Rsa2048, "rsa-pkcs1-sha256")]
    public void Possession_is_shown_with_the_algorithm_that_statements_name(KeyType type, string algorithm)
    {
        HeldKey key = Put("A", type);
        PossessionSignature shown = ring.TrySign(key.SpkiSha256.Span, Digest)!;

        Assert.Equal(algorithm, shown.Algorithm);
        Assert.True(Verifies(key, shown.Value.Span));
    }

    [Fact]
    public void Key_that_is_not_held_shows_nothing()
    {
        HeldKey old = Put("A", KeyType.EcP256);
        HeldKey held = Put("A", KeyType.EcP256);

        Assert.Null(ring.TrySign(old.SpkiSha256.Span, Digest));
        Assert.Null(ring.TrySign([], Digest));
        Assert.Null(ring.TrySign(held.SpkiSha256.Span, Digest.AsSpan(1)));
        Assert.Null(old.Sign(Digest, new(HashAlgorithmName.SHA256, 32, RSASignaturePadding.Pkcs1)));
    }

    public void Dispose() => ring.Dispose();

    private HeldKey Put(string id, KeyType type)
    {
        HeldKey key = HeldKey.Make(type)!;
        ring.Put(id, key);
        return key;
    }

    private static bool Verifies(HeldKey key, ReadOnlySpan<byte> signature)
    {
        if (key.IsRsa)
        {
            using RSA rsa = RSA.Create();
            rsa.ImportSubjectPublicKeyInfo(key.Spki.Span, out _);
            return rsa.VerifyHash(Digest, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }

        using ECDsa ec = ECDsa.Create();
        ec.ImportSubjectPublicKeyInfo(key.Spki.Span, out _);
        return ec.VerifyHash(Digest, signature, DSASignatureFormat.Rfc3279DerSequence);
    }
}
