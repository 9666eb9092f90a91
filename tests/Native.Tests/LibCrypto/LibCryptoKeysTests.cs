// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.Native.LibCrypto;
using Attestation.X509;
using CsCheck;

namespace Attestation.Native.Tests.LibCrypto;

/// <summary>Both implementations of P-256 and P-384 give one verdict on every input: FIPS 186-5, section 6.4.2; SP 800-186, appendix D.1.1.</summary>
public sealed class LibCryptoKeysTests : IDisposable
{
    private static readonly byte[] Message = [.. "what the silicon signed"u8];

    private readonly FrameworkEllipticKeys framework = new();
    private readonly ECDsa p256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);

    private static LibCryptoKeys Native => LibCryptoKeys.Load() ?? throw new InvalidOperationException("no libcrypto.so.3");

    [Theory]
    [InlineData("P-256")]
    [InlineData("P-384")]
    public void A_genuine_signature_holds_and_no_flipped_bit_of_it_does(string name)
    {
        (EllipticCurve curve, ECDsa signer) = Of(name);
        byte[] digest = Digest(curve, Message);
        byte[] signature = signer.SignHash(digest, DSASignatureFormat.Rfc3279DerSequence);
        using IEllipticKey key = Native.Import(curve, Point(signer))!;

        Assert.True(key.Verifies(digest, signature));
        Assert.All(Flips(signature), flipped => Assert.False(key.Verifies(digest, flipped)));
        Assert.All(Flips(digest), flipped => Assert.False(key.Verifies(flipped, signature)));
        Assert.True(key.Verifies(digest, signature));
    }

    [Theory]
    [InlineData("P-256")]
    [InlineData("P-384")]
    public void A_flipped_bit_of_a_point_is_off_the_curve_to_both_or_another_key_to_both(string name)
    {
        (EllipticCurve curve, ECDsa signer) = Of(name);
        byte[] digest = Digest(curve, Message);
        byte[] signature = signer.SignHash(digest, DSASignatureFormat.Rfc3279DerSequence);
        foreach (byte[] flipped in Flips(Point(signer)[1..]))
        {
            using IEllipticKey? native = Native.Import(curve, [4, .. flipped]);
            using IEllipticKey? own = framework.Import(curve, [4, .. flipped]);

            Assert.Equal(own is null, native is null);
            Assert.False(native?.Verifies(digest, signature) ?? false);
        }
    }

    [Fact]
    public void Random_bytes_are_no_point_and_no_signature_to_either()
    {
        using IEllipticKey native = Native.Import(EllipticCurve.P256, Point(p256))!;
        using IEllipticKey own = framework.Import(EllipticCurve.P256, Point(p256))!;
        byte[] digest = Digest(EllipticCurve.P256, Message);

        Gen.Byte.Array[64].Sample(point => Native.Import(EllipticCurve.P256, [4, .. point]) is null && framework.Import(EllipticCurve.P256, [4, .. point]) is null, iter: 500);
        Gen.Byte.Array[0, 120].Sample(signature => !native.Verifies(digest, signature) && !own.Verifies(digest, signature), iter: 500);
    }

    /// <summary>The coordinate that no field element has, the other curve's point, a point at infinity, a compressed one.</summary>
    [Fact]
    public void What_is_no_point_of_the_curve_is_no_key()
    {
        Assert.Null(Native.Import(EllipticCurve.P256, Point(p384)));
        Assert.Null(Native.Import(EllipticCurve.P384, Point(p256)));
        Assert.Null(Native.Import(EllipticCurve.P256, [4, .. Enumerable.Repeat((byte)0xFF, 64)]));
        Assert.Null(Native.Import(EllipticCurve.P256, []));
        Assert.Null(Native.Import(EllipticCurve.P256, [4, .. new byte[64]]));
    }

    [Fact]
    public void One_key_serves_many_threads()
    {
        byte[] digest = Digest(EllipticCurve.P384, Message);
        byte[] signature = p384.SignHash(digest, DSASignatureFormat.Rfc3279DerSequence);
        byte[] wrong = [.. digest.Reverse()];
        using IEllipticKey key = Native.Import(EllipticCurve.P384, Point(p384))!;

        Parallel.For(0, 400, i => Assert.Equal(i % 2 == 0, key.Verifies(i % 2 == 0 ? digest : wrong, signature)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        p256.Dispose();
        p384.Dispose();
    }

    private static byte[] Point(ECDsa key)
    {
        ECPoint point = key.ExportParameters(includePrivateParameters: false).Q;
        return [4, .. point.X!, .. point.Y!];
    }

    private static byte[] Digest(EllipticCurve curve, byte[] message) => curve == EllipticCurve.P256 ? SHA256.HashData(message) : SHA384.HashData(message);

    private static IEnumerable<byte[]> Flips(byte[] bytes)
    {
        for (int bit = 0; bit < 8 * bytes.Length; bit++)
        {
            byte[] flipped = [.. bytes];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            yield return flipped;
        }
    }

    private (EllipticCurve Curve, ECDsa Signer) Of(string name) => name == "P-256" ? (EllipticCurve.P256, p256) : (EllipticCurve.P384, p384);
}
