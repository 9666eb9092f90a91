// SPDX-License-Identifier: Apache-2.0

using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Attestation.Native.LibCrypto;
using CsCheck;

namespace Attestation.Native.Tests.LibCrypto;

/// <summary>RFC 8032, section 7.1, CONTRACTS 2.1, and the edges that implementations part on (Chalkias, Garillot, Nikolaenko: Taming the many EdDSAs, 2020).</summary>
public sealed class Ed25519Tests
{
    private static readonly Ed25519 Verifier = new();

    [Theory]
    [InlineData(
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData(
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    [InlineData(
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7", "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")]
    public void Vectors_of_the_RFC_are_signed_and_verified(string seed, string publicKey, string message, string signature)
    {
        using Ed25519SigningKey key = Ed25519SigningKey.FromSeed(Convert.FromHexString(seed));
        byte[] signed = new byte[64];
        key.Sign(Convert.FromHexString(message), signed);

        Assert.Equal(publicKey, Convert.ToHexStringLower(key.PublicKey.Span));
        Assert.Equal(signature, Convert.ToHexStringLower(signed));
        Assert.True(Verifier.Verify(Convert.FromHexString(publicKey), Convert.FromHexString(message), signed));
    }

    [Fact]
    public void The_known_answer_of_the_log_is_signed()
    {
        using Ed25519SigningKey key = Ed25519SigningKey.FromSeed([.. Enumerable.Range(0, 32).Select(value => (byte)value)]);
        string runId = Convert.ToHexStringLower(SHA256.HashData(key.PublicKey.Span));
        byte[] text = Encoding.UTF8.GetBytes($"example.org/attestation-agent/{runId}\n1\nfBBTXrqSYijvVf5IrjVkiIuWkXi9g5Iz2bV+YSyX02o=\n");
        byte[] signature = new byte[64];
        key.Sign(text, signature);

        Assert.Equal("03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8", Convert.ToHexStringLower(key.PublicKey.Span));
        Assert.Equal("56475aa75463474c0285df5dbf2bcab73da651358839e9b77481b2eab107708c", runId);
        Assert.Equal("KfvEY+4i7ehYRJX1RCGD3zps+KN/sR01CTGZB+uvu/4k4n7q2vQK8aNLlZ02ZkpBlOecFom37IY1hva3OVbsq+Jzjwg=", Convert.ToBase64String([0x29, 0xfb, 0xc4, 0x63, .. signature]));
    }

    [Fact]
    public void Any_message_is_signed_the_same_twice_and_verifies() =>
        Gen.Select(Gen.Byte.Array[32], Gen.Byte.Array[0, 300]).Sample((seed, message) =>
        {
            using Ed25519SigningKey key = Ed25519SigningKey.FromSeed(seed);
            (byte[] first, byte[] second) = (new byte[64], new byte[64]);
            key.Sign(message, first);
            key.Sign(message, second);
            return first.AsSpan().SequenceEqual(second) && Verifier.Verify(key.PublicKey.Span, message, first);
        });

    [Fact]
    public void No_bit_of_key_message_or_signature_may_change()
    {
        using Ed25519SigningKey key = Ed25519SigningKey.Generate();
        byte[] whole = [.. key.PublicKey.Span, .. new byte[64], .. "message"u8];
        key.Sign(whole.AsSpan(96), whole.AsSpan(32, 64));

        Assert.True(VerifyWhole(whole));
        for (int bit = 0; bit < whole.Length * 8; bit++)
        {
            byte[] changed = [.. whole];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(VerifyWhole(changed), $"bit {bit}");
        }
    }

    [Fact]
    public void Any_bytes_give_an_answer_and_no_exception() =>
        Gen.Select(Gen.Byte.Array[0, 40], Gen.Byte.Array[0, 40], Gen.Byte.Array[0, 80]).Sample((key, message, signature) => !Verifier.Verify(key, message, signature));

    [Theory]
    [InlineData(0, 64)]
    [InlineData(31, 64)]
    [InlineData(33, 64)]
    [InlineData(32, 63)]
    [InlineData(32, 65)]
    public void Another_length_is_false(int keyBytes, int signatureBytes) => Assert.False(Verifier.Verify(new byte[keyBytes], [], new byte[signatureBytes]));

    [Fact]
    public void Every_key_of_small_order_is_refused_in_every_form()
    {
        foreach (EdwardsPoint point in EdwardsPoint.Torsion())
        {
            byte[] key = point.Encode();
            byte[] otherSign = [.. key[..31], (byte)(key[31] ^ 0x80)];

            Assert.False(Ed25519Key.IsSound(key), Convert.ToHexStringLower(key));
            Assert.False(Ed25519Key.IsSound(otherSign), Convert.ToHexStringLower(otherSign));
            Assert.False(Verifier.Verify(key, "anything"u8, Forged(EdwardsPoint.Neutral, 0)), "R neutral, S zero");
        }
    }

    [Fact]
    public void Every_key_that_is_not_canonical_is_refused()
    {
        for (BigInteger y = EdwardsPoint.P; y < BigInteger.Pow(2, 255); y++)
        {
            byte[] key = EdwardsPoint.Bytes(y);
            Assert.False(Ed25519Key.IsSound(key));
            Assert.False(Ed25519Key.IsSound([.. key[..31], (byte)(key[31] | 0x80)]));
        }

        Assert.True(Ed25519Key.IsSound(EdwardsPoint.Bytes(EdwardsPoint.P - 2)));
    }

    [Fact]
    public void S_of_the_groups_order_or_above_is_refused()
    {
        using Ed25519SigningKey key = Ed25519SigningKey.Generate();
        byte[] signature = new byte[64];
        key.Sign("text"u8, signature);
        BigInteger s = EdwardsPoint.Number(signature.AsSpan(32));
        byte[] twin = [.. signature[..32], .. EdwardsPoint.Bytes(s + EdwardsPoint.L)];

        Assert.True(Verifier.Verify(key.PublicKey.Span, "text"u8, signature));
        Assert.False(Verifier.Verify(key.PublicKey.Span, "text"u8, twin));
    }

    [Fact]
    public void R_in_another_form_is_refused()
    {
        // A has a torsion part, so that R can be the neutral point: y = 1, or 1 + p.
        (EdwardsPoint key, BigInteger secret) = MixedKey();
        byte[] message = MessageWhere(key, EdwardsPoint.Neutral.Encode(), challenge => challenge % 8 == 0);
        byte[] other = MessageWhere(key, EdwardsPoint.Neutral.Encode(plus: 1), challenge => challenge % 8 == 0);

        Assert.True(Verifier.Verify(key.Encode(), message, Forged(EdwardsPoint.Neutral, Challenge(key, EdwardsPoint.Neutral.Encode(), message) * secret)));
        byte[] otherForm = [.. EdwardsPoint.Neutral.Encode(plus: 1), .. EdwardsPoint.Bytes(Challenge(key, EdwardsPoint.Neutral.Encode(plus: 1), other) * secret % EdwardsPoint.L)];
        Assert.False(Verifier.Verify(key.Encode(), other, otherForm));
    }

    [Fact]
    public void The_equation_is_that_without_the_cofactor()
    {
        (EdwardsPoint key, BigInteger secret) = MixedKey();
        const int Nonce = 12345;
        EdwardsPoint r = Nonce * EdwardsPoint.Base;
        byte[] plain = MessageWhere(key, r.Encode(), challenge => challenge % 8 == 0);
        byte[] cofactored = MessageWhere(key, r.Encode(), challenge => challenge % 8 != 0);

        Assert.True(Verifier.Verify(key.Encode(), plain, Forged(r, Nonce + (Challenge(key, r.Encode(), plain) * secret))));
        Assert.False(Verifier.Verify(key.Encode(), cofactored, Forged(r, Nonce + (Challenge(key, r.Encode(), cofactored) * secret))));
    }

    [Fact]
    public void A_key_that_is_not_on_the_curve_is_false()
    {
        BigInteger y = 2;
        while (EdwardsPoint.FromY(y, oddX: false) is not null)
        {
            y++;
        }

        Assert.False(Verifier.Verify(EdwardsPoint.Bytes(y), [], new byte[64]));
    }

    [Fact]
    public void A_public_key_goes_into_its_SPKI_and_comes_out_again()
    {
        using Ed25519SigningKey key = Ed25519SigningKey.Generate();
        byte[] spki = Ed25519Key.ToSpki(key.PublicKey.Span);

        Assert.StartsWith("302a300506032b6570032100", Convert.ToHexStringLower(spki), StringComparison.Ordinal);
        Assert.True(Ed25519Key.TryFromSpki(spki, out byte[]? again));
        Assert.Equal(key.PublicKey.ToArray(), again);
        Assert.False(Ed25519Key.TryFromSpki([.. spki, 0], out _));
        Assert.False(Ed25519Key.TryFromSpki(spki[..^1], out _));
        Assert.False(Ed25519Key.TryFromSpki(Ed25519Key.ToSpki(new byte[32]), out _));
        for (int at = 0; at < 12; at++)
        {
            byte[] other = [.. spki];
            other[at] ^= 1;
            Assert.False(Ed25519Key.TryFromSpki(other, out _), $"byte {at}");
        }
    }

    [Fact]
    public void A_disposed_key_signs_nothing()
    {
        Ed25519SigningKey key = Ed25519SigningKey.Generate();
        key.Dispose();

        Assert.Throws<ObjectDisposedException>(() => key.Sign([], new byte[64]));
        Assert.Throws<ArgumentException>(() => Ed25519SigningKey.FromSeed(new byte[31]));
    }

    // A key of mixed order: a point of the large subgroup plus one of order eight.
    private static (EdwardsPoint Key, BigInteger Secret) MixedKey() => ((54321 * EdwardsPoint.Base) + EdwardsPoint.OrderEight(), 54321);

    private static byte[] MessageWhere(EdwardsPoint key, byte[] r, Func<BigInteger, bool> wanted)
    {
        for (int number = 0; ; number++)
        {
            byte[] message = BitConverter.GetBytes(number);
            if (wanted(Challenge(key, r, message)))
            {
                return message;
            }
        }
    }

    private static BigInteger Challenge(EdwardsPoint key, byte[] r, byte[] message) =>
        EdwardsPoint.Number(SHA512.HashData([.. r, .. key.Encode(), .. message])) % EdwardsPoint.L;

    private static byte[] Forged(EdwardsPoint r, BigInteger s) => [.. r.Encode(), .. EdwardsPoint.Bytes(s % EdwardsPoint.L)];

    private static bool VerifyWhole(byte[] whole) => Verifier.Verify(whole.AsSpan(0, 32), whole.AsSpan(96), whole.AsSpan(32, 64));
}
