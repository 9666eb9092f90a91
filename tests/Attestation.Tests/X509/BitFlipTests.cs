// SPDX-License-Identifier: Apache-2.0

using Attestation.Wire;
using Attestation.X509;
using CsCheck;

namespace Attestation.Tests.X509;

/// <summary>No byte is unauthenticated: a changed bit fails to parse or fails the signature.</summary>
public sealed class BitFlipTests
{
    [Theory]
    [MemberData(nameof(TestAuthority.Names), MemberType = typeof(TestAuthority))]
    public void Every_flipped_bit_of_a_certificate_is_noticed(string name)
    {
        Certificate root = TestAuthority.Named(name).Certificate;
        using VerificationKey key = TestAuthority.KeyOf(root);

        EachFlip(root.Raw.Span, (flipped, bit) =>
            Assert.False(
                Certificate.TryParse(flipped, out Certificate? parsed, out _)
                && CertificatePath.Verify(parsed, root, key) == Issuance.Issued,
                $"bit {bit}"));
    }

    [Theory]
    [MemberData(nameof(TestAuthority.Names), MemberType = typeof(TestAuthority))]
    public void Every_flipped_bit_of_a_list_is_noticed(string name)
    {
        TestAuthority authority = TestAuthority.Named(name);
        Certificate root = authority.Certificate;
        using VerificationKey key = TestAuthority.KeyOf(root);

        EachFlip(authority.Revoke([1, 2], [3]), (flipped, bit) =>
            Assert.False(
                CertificateRevocationList.TryParse(flipped, out CertificateRevocationList? parsed, out _)
                && CertificatePath.Verify(parsed, root, key) == Issuance.Issued,
                $"bit {bit}"));
    }

    [Theory]
    [InlineData("\n", "")]
    [InlineData("\n", "\n")]
    [InlineData("\r\n", "\r\n\0")]
    [InlineData("\n", "\0")]
    public void Every_flipped_bit_of_a_PEM_chain_is_refused_or_changes_a_certificate(string lineEnd, string tail)
    {
        byte[][] chain = [TestAuthority.P256.Issue("CN=Leaf", [9]), TestAuthority.P256.Der];
        byte[] text = PemText.Of(chain, lineEnd, tail);

        EachFlip(text, (flipped, bit) =>
            Assert.False(
                Pem.TryReadCertificates(flipped, 3, out var read, out _)
                && read.Length == 2 && read[0].Span.SequenceEqual(chain[0]) && read[1].Span.SequenceEqual(chain[1]),
                $"bit {bit}"));
    }

    [Fact]
    public void Mutated_certificates_never_throw_and_keep_their_bytes() =>
        Mutated(TestAuthority.Rsa.Der).Sample(bytes =>
        {
            byte[] before = [.. bytes];
            bool parsed = Certificate.TryParse(bytes, out Certificate? certificate, out Malformed? malformed);
            Assert.Equal(parsed, certificate is not null);
            Assert.Equal(parsed, malformed is null);
            Assert.Equal(before, bytes);
            if (certificate is not null)
            {
                Assert.Equal(before, certificate.Raw.ToArray());
                _ = certificate.Subject.CommonName;
                if (VerificationKey.TryImport(certificate.SubjectPublicKeyInfo, out VerificationKey? key, out _))
                {
                    CertificatePath.Verify(certificate, certificate, key);
                    key.Dispose();
                }
            }
        });

    [Fact]
    public void Mutated_lists_never_throw_and_keep_their_bytes() =>
        Mutated(TestAuthority.P384.Revoke([1, 2, 3], [0x00, 0x80], [7, 7])).Sample(bytes =>
        {
            byte[] before = [.. bytes];
            bool parsed = CertificateRevocationList.TryParse(bytes, out CertificateRevocationList? crl, out Malformed? malformed);
            Assert.Equal(parsed, crl is not null);
            Assert.Equal(parsed, malformed is null);
            Assert.Equal(before, bytes);
            crl?.Revokes([1, 2, 3]);
        });

    [Fact]
    public void Mutated_PEM_never_throws() =>
        Mutated(PemText.Of([TestAuthority.P256.Der], "\n", "\n")).Sample(bytes =>
        {
            Pem.TryReadCertificates(bytes, 3, out _, out _);
            Pem.TryReadCrl(bytes, out _, out _);
        });

    [Fact]
    public void Arbitrary_bytes_never_throw() =>
        Gen.Byte.Array[0, 200].Sample(bytes =>
        {
            Certificate.TryParse(bytes, out _, out _);
            CertificateRevocationList.TryParse(bytes, out _, out _);
            Pem.TryReadCertificates(bytes, 3, out _, out _);
            SignatureAlgorithm.TryRead(bytes, out _, out _);
            Assert.False(VerificationKey.TryImport(bytes, out _, out _));
        });

    /// <summary>Some bytes set to others, then a piece cut out or doubled.</summary>
    private static Gen<byte[]> Mutated(byte[] good) =>
        Gen.Select(Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte).Array[0, 4], Gen.Int[0, good.Length], Gen.Int[-4, 4])
            .Select((edits, at, shift) =>
            {
                byte[] bytes = [.. good];
                foreach ((int index, byte value) in edits)
                {
                    bytes[index] = value;
                }

                int resume = Math.Clamp(at + shift, 0, bytes.Length);
                return (byte[])[.. bytes[..at], .. bytes[resume..]];
            });

    private static void EachFlip(ReadOnlySpan<byte> good, Action<byte[], int> check)
    {
        byte[] bytes = good.ToArray();
        for (int bit = 0; bit < 8 * bytes.Length; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            check([.. bytes], bit);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }
}
