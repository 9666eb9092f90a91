// SPDX-License-Identifier: Apache-2.0

using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using Attestation.Wire;
using Attestation.X509;
using CsCheck;

namespace Attestation.Tests.X509;

public sealed class VerificationKeyTests
{
    private static readonly byte[] Message = [1, 2, 3];
    private static readonly ECDsa P256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly ECDsa P384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
    private static readonly RSA Rsa = RSA.Create(3072);

    public static IEnumerable<TheoryDataRow<SignatureScheme>> Schemes =>
        Enum.GetValues<SignatureScheme>().Where(scheme => scheme != SignatureScheme.None).Select(scheme => new TheoryDataRow<SignatureScheme>(scheme));

    [Theory]
    [MemberData(nameof(Schemes))]
    public void A_signature_verifies_under_its_scheme_and_no_other(SignatureScheme scheme)
    {
        byte[] signature = Sign(scheme);

        foreach (SignatureScheme other in Enum.GetValues<SignatureScheme>())
        {
            foreach (AsymmetricAlgorithm key in new AsymmetricAlgorithm[] { P256, P384, Rsa })
            {
                Assert.Equal(other == scheme && key == Signer(scheme), Imported(key).Verifies(other, Message, signature));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Every_flipped_bit_of_a_signature_fails(SignatureScheme scheme)
    {
        byte[] signature = Sign(scheme);
        using VerificationKey key = Imported(Signer(scheme));
        for (int bit = 0; bit < 8 * signature.Length; bit++)
        {
            signature[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(key.Verifies(scheme, Message, signature), $"bit {bit}");
            signature[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Arbitrary_signatures_fail_without_exception(SignatureScheme scheme)
    {
        VerificationKey key = Imported(Signer(scheme));
        int length = Sign(scheme).Length;

        Assert.False(key.Verifies(scheme, Message, []));
        Assert.False(key.Verifies(scheme, Message, new byte[length]));
        Assert.False(key.Verifies(scheme, Message, [.. Enumerable.Repeat((byte)0xFF, length)]));
        Gen.Byte.Array[0, length + 2].Sample(signature => !key.Verifies(scheme, Message, signature), iter: 300);
    }

    [Theory]
    [InlineData(SignatureScheme.EcdsaSha256Raw, 32)]
    [InlineData(SignatureScheme.EcdsaSha384Raw, 48)]
    public void A_number_of_zero_or_from_the_order_on_fails(SignatureScheme scheme, int length)
    {
        VerificationKey key = Imported(Signer(scheme));
        byte[] good = Sign(scheme);
        byte[] zero = new byte[length];
        byte[] order = Order(length);

        foreach (byte[] bad in new[] { zero, order, Enumerable.Repeat((byte)0xFF, length).ToArray() })
        {
            Assert.False(key.Verifies(scheme, Message, [.. bad, .. good[length..]]));
            Assert.False(key.Verifies(scheme, Message, [.. good[..length], .. bad]));
        }
    }

    [Theory]
    [InlineData(SignatureScheme.EcdsaSha256Raw, SignatureScheme.EcdsaSha256Der, 32)]
    [InlineData(SignatureScheme.EcdsaSha384Raw, SignatureScheme.EcdsaSha384Der, 48)]
    public void The_number_plus_the_order_fails_in_DER_too(SignatureScheme raw, SignatureScheme der, int length)
    {
        byte[] good = Sign(raw);
        BigInteger n = new(Order(length), isUnsigned: true, isBigEndian: true);
        BigInteger r = new(good.AsSpan(0, length), isUnsigned: true, isBigEndian: true);
        BigInteger s = new(good.AsSpan(length), isUnsigned: true, isBigEndian: true);
        VerificationKey key = Imported(Signer(raw));

        Assert.True(key.Verifies(der, Message, Encode(r, s)));
        Assert.True(key.Verifies(der, Message, Encode(r, n - s)));
        Assert.False(key.Verifies(der, Message, Encode(r + n, s)));
        Assert.False(key.Verifies(der, Message, Encode(r, s + n)));
        Assert.False(key.Verifies(der, Message, Encode(r, -s)));
        Assert.False(key.Verifies(der, Message, Encode(0, s)));
        Assert.False(key.Verifies(der, Message, Encode(r, 0)));
    }

    [Fact]
    public void DER_with_another_encoding_of_the_same_numbers_fails()
    {
        VerificationKey key = Imported(P256);
        byte[] der = Sign(SignatureScheme.EcdsaSha256Der);
        byte[] r = der[2..(4 + der[3])];
        byte[] s = der[(4 + der[3])..];
        byte[] padded = [0x02, (byte)(r[1] + 1), 0x00, .. r[2..]];

        Assert.True(key.Verifies(SignatureScheme.EcdsaSha256Der, Message, der));
        Assert.False(key.Verifies(SignatureScheme.EcdsaSha256Der, Message, [.. der, 0]));
        Assert.False(key.Verifies(SignatureScheme.EcdsaSha256Der, Message, DerParts.Tlv(0x30, padded, s)));
        Assert.False(key.Verifies(SignatureScheme.EcdsaSha256Der, Message, DerParts.Tlv(0x30, r, s, [5, 0])));
        Assert.False(key.Verifies(SignatureScheme.EcdsaSha256Der, Message, [0x30, 0x81, .. der[1..]]));
        Assert.False(key.Verifies(SignatureScheme.EcdsaSha256Der, Message, [0x30, 0x80, .. der[2..], 0, 0]));
    }

    [Fact]
    public void A_bare_point_is_the_same_key_as_its_SubjectPublicKeyInfo()
    {
        byte[] spki256 = P256.ExportSubjectPublicKeyInfo();
        byte[] spki384 = P384.ExportSubjectPublicKeyInfo();

        Assert.True(VerificationKey.TryImportP256Point(spki256.AsSpan(^64), out VerificationKey? p256, out _));
        Assert.True(VerificationKey.TryImportP384Point(spki384.AsSpan(^96), out VerificationKey? p384, out _));
        Assert.Equal(spki256, p256.SubjectPublicKeyInfo.ToArray());
        Assert.Equal(spki384, p384.SubjectPublicKeyInfo.ToArray());
        Assert.True(p256.Verifies(SignatureScheme.EcdsaSha256Raw, Message, Sign(SignatureScheme.EcdsaSha256Raw)));
        Assert.True(p384.Verifies(SignatureScheme.EcdsaSha384Raw, Message, Sign(SignatureScheme.EcdsaSha384Raw)));
    }

    [Fact]
    public void Every_flipped_bit_of_a_P256_point_is_refused() => EachFlipRefused(P256.ExportSubjectPublicKeyInfo()[^64..], every: 1);

    [Fact]
    public void Flipped_bits_of_a_P384_point_are_refused() => EachFlipRefused(P384.ExportSubjectPublicKeyInfo()[^96..], every: 7);

    [Fact]
    public void Arbitrary_points_are_refused_without_exception()
    {
        Gen.Byte.Array[64].Sample(point => !VerificationKey.TryImportP256Point(point, out _, out _), iter: 200);
        Gen.Byte.Array[96].Sample(point => !VerificationKey.TryImportP384Point(point, out _, out _), iter: 100);
        Assert.False(VerificationKey.TryImportP256Point(new byte[64], out _, out Malformed? zero));
        Assert.Equal("SubjectPublicKeyInfo: point: zero coordinate", zero.ToString());
        Assert.False(VerificationKey.TryImportP256Point(new byte[63], out _, out Malformed? shorter));
        Assert.Equal("SubjectPublicKeyInfo: point: 63 bytes, want 64", shorter.ToString());
        Assert.False(VerificationKey.TryImportP384Point([.. Enumerable.Repeat((byte)0xFF, 96)], out _, out Malformed? high));
        Assert.Equal("SubjectPublicKeyInfo: point: not on the curve", high.ToString());
    }

    [Fact]
    public void A_point_with_x_zero_that_lies_on_the_curve_is_refused()
    {
        byte[] y = Convert.FromHexString("66485c780e2f83d72433bd5d84a06bb6541c2af31dae871728bf856a174f93f4");
        using ECDsa onCurve = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = new byte[32], Y = y } });

        Assert.False(VerificationKey.TryImportP256Point([.. new byte[32], .. y], out _, out Malformed? malformed));
        Assert.Equal("SubjectPublicKeyInfo: point: zero coordinate", malformed.ToString());
    }

    [Fact]
    public void Keys_of_other_kinds_and_sizes_are_refused()
    {
        using ECDsa p521 = ECDsa.Create(ECCurve.NamedCurves.nistP521);
        byte[] compressed = Convert.FromHexString("3039301306072a8648ce3d020106082a8648ce3d030107032200036b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296");

        Assert.False(VerificationKey.TryImport(p521.ExportSubjectPublicKeyInfo(), out _, out _));
        Assert.False(VerificationKey.TryImport(compressed, out _, out _));
        Assert.False(VerificationKey.TryImport((byte[])[.. P256.ExportSubjectPublicKeyInfo(), 0], out _, out _));
        Assert.False(VerificationKey.TryImport((byte[])[.. Rsa.ExportSubjectPublicKeyInfo(), 0], out _, out _));
    }

    [Fact]
    public void An_RSA_key_of_2048_bits_serves_for_PKCS1_and_not_for_PSS()
    {
        using RSA rsa = RSA.Create(2048);
        using VerificationKey key = Imported(rsa);

        Assert.True(key.Verifies(SignatureScheme.RsaPkcs1Sha256, Message, rsa.SignData(Message, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
        Assert.False(key.Verifies(SignatureScheme.RsaPssSha384, Message, rsa.SignData(Message, HashAlgorithmName.SHA384, RSASignaturePadding.Pss)));
    }

    [Theory]
    [InlineData(255, "010001", false)]
    [InlineData(256, "010001", true)]
    [InlineData(512, "010001", true)]
    [InlineData(513, "010001", false)]
    [InlineData(384, "00ffffffff", true)]
    [InlineData(384, "03", false)]
    [InlineData(384, "010000", false)]
    [InlineData(384, "0100000001", false)]
    public void RSA_keys_have_2048_to_4096_bits_and_an_odd_exponent_of_17_to_32(int length, string exponent, bool good)
    {
        byte[] modulus = [.. Enumerable.Repeat((byte)0xFF, length)];
        byte[] numbers = DerParts.Tlv(0x30, DerParts.Tlv(2, [0], modulus), DerParts.Tlv(2, DerParts.Hex(exponent)));
        byte[] spki = DerParts.Tlv(0x30, DerParts.Hex("300d06092a864886f70d0101010500"), DerParts.Tlv(3, [0], numbers));

        Assert.Equal(good, VerificationKey.TryImport(spki, out _, out _));
    }

    [Fact]
    public void Mutated_keys_never_throw() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 400], Gen.Byte).Sample((kind, at, value) =>
        {
            byte[] spki = new AsymmetricAlgorithm[] { P256, P384, Rsa }[kind].ExportSubjectPublicKeyInfo();
            spki[at % spki.Length] = value;
            VerificationKey.TryImport(spki, out VerificationKey? key, out _);
            key?.Dispose();
        }, iter: 300);

    [Theory]
    [MemberData(nameof(Schemes))]
    public void One_key_verifies_on_many_threads_at_once(SignatureScheme scheme)
    {
        byte[] good = Sign(scheme);
        byte[] bad = [.. good];
        bad[^1] ^= 1;
        using VerificationKey key = Imported(Signer(scheme));
        int wrong = 0;

        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            if (key.Verifies(scheme, Message, i % 2 == 0 ? good : bad) != (i % 2 == 0))
            {
                Interlocked.Increment(ref wrong);
            }
        });

        Assert.Equal(0, wrong);
    }

    private static VerificationKey Imported(AsymmetricAlgorithm key)
    {
        Assert.True(VerificationKey.TryImport(key.ExportSubjectPublicKeyInfo(), out VerificationKey? imported, out Malformed? malformed), malformed?.ToString());
        return imported;
    }

    private static AsymmetricAlgorithm Signer(SignatureScheme scheme) => scheme switch
    {
        SignatureScheme.EcdsaSha256Der or SignatureScheme.EcdsaSha256Raw => P256,
        SignatureScheme.EcdsaSha384Der or SignatureScheme.EcdsaSha384Raw => P384,
        _ => Rsa,
    };

    private static byte[] Sign(SignatureScheme scheme) => scheme switch
    {
        SignatureScheme.EcdsaSha256Der => P256.SignData(Message, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence),
        SignatureScheme.EcdsaSha256Raw => P256.SignData(Message, HashAlgorithmName.SHA256),
        SignatureScheme.EcdsaSha384Der => P384.SignData(Message, HashAlgorithmName.SHA384, DSASignatureFormat.Rfc3279DerSequence),
        SignatureScheme.EcdsaSha384Raw => P384.SignData(Message, HashAlgorithmName.SHA384),
        SignatureScheme.RsaPssSha384 => Rsa.SignData(Message, HashAlgorithmName.SHA384, RSASignaturePadding.Pss),
        _ => Rsa.SignData(Message, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
    };

    private static byte[] Order(int length) => Convert.FromHexString(length == 32
        ? "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"
        : "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973");

    private static byte[] Encode(BigInteger r, BigInteger s)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(r);
            writer.WriteInteger(s);
        }

        return writer.Encode();
    }

    private static void EachFlipRefused(byte[] point, int every)
    {
        for (int bit = 0; bit < 8 * point.Length; bit += every)
        {
            point[bit / 8] ^= (byte)(1 << (bit % 8));
            bool imported = point.Length == 64
                ? VerificationKey.TryImportP256Point(point, out _, out _)
                : VerificationKey.TryImportP384Point(point, out _, out _);
            Assert.False(imported, $"bit {bit}");
            point[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }
}
