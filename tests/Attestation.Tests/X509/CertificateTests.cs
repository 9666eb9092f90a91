// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Attestation.Wire;
using Attestation.X509;

namespace Attestation.Tests.X509;

public sealed class CertificateTests
{
    [Theory]
    [MemberData(nameof(TestAuthority.Names), MemberType = typeof(TestAuthority))]
    public void Fields_equal_what_the_platform_reads(string authority)
    {
        X509Certificate2 platform = TestAuthority.Named(authority).Platform;
        Certificate certificate = TestAuthority.Parsed(platform.RawData);

        Assert.Equal(platform.RawData, certificate.Raw.ToArray());
        Assert.Equal(platform.SerialNumberBytes.ToArray(), certificate.SerialNumber.ToArray());
        Assert.Equal(platform.IssuerName.RawData, certificate.Issuer.Raw.ToArray());
        Assert.Equal(platform.SubjectName.RawData, certificate.Subject.Raw.ToArray());
        Assert.Equal(TestAuthority.From, certificate.NotBefore);
        Assert.Equal(TestAuthority.Until, certificate.NotAfter);
        Assert.Equal(platform.PublicKey.ExportSubjectPublicKeyInfo(), certificate.SubjectPublicKeyInfo.ToArray());
        Assert.Equal(SHA256.HashData(platform.PublicKey.ExportSubjectPublicKeyInfo()), certificate.SpkiSha256.ToArray());
        Assert.Equal(platform.Extensions.Count, certificate.Extensions.Length);
    }

    [Fact]
    public void Known_extensions_are_read()
    {
        Certificate root = TestAuthority.P256.Certificate;
        byte[] identifier = TestAuthority.P256.Platform.Extensions.OfType<X509SubjectKeyIdentifierExtension>().Single().SubjectKeyIdentifierBytes.ToArray();

        Assert.Equal(new BasicConstraints(true, 1), root.BasicConstraints);
        Assert.Equal(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, root.KeyUsage);
        Assert.Equal(identifier, root.SubjectKeyIdentifier?.ToArray());
        Assert.Equal(identifier, root.AuthorityKeyIdentifier?.ToArray());
        Assert.True(root.IsCertificateAuthority && root.MaySignCrls);
        Assert.True(root.PermitsIntermediates(1));
        Assert.False(root.PermitsIntermediates(2));
        Assert.False(root.HasCrlDistributionPoints);
        Assert.Null(root.ExtendedKeyUsage);
    }

    [Fact]
    public void Absent_extensions_are_null_and_grant_nothing()
    {
        Certificate leaf = TestAuthority.Parsed(new DerParts().Join());

        Assert.Empty(leaf.Extensions);
        Assert.Null(leaf.BasicConstraints);
        Assert.Null(leaf.KeyUsage);
        Assert.Null(leaf.SubjectKeyIdentifier);
        Assert.Null(leaf.AuthorityKeyIdentifier);
        Assert.False(leaf.IsCertificateAuthority || leaf.MaySignCrls);
    }

    [Fact]
    public void Purposes_and_distribution_points_are_found()
    {
        byte[] der = TestAuthority.P256.Issue(
            "CN=Leaf", [9], new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], false),
            CertificateRevocationListBuilder.BuildCrlDistributionPointExtension(["http://example.test/a.crl"]));
        Certificate leaf = TestAuthority.Parsed(der);

        Assert.True(leaf.HasCrlDistributionPoints);
        Assert.Equal("300a06082b06010505070302", Hex.Of(leaf.ExtendedKeyUsage!.Value.Span));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    public void Validity_begins_with_notBefore(int seconds, bool valid) =>
        Assert.Equal(valid, TestAuthority.P256.Certificate.IsInValidity(TestAuthority.From.AddSeconds(seconds)));

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Validity_ends_with_notAfter(int seconds, bool valid) =>
        Assert.Equal(valid, TestAuthority.P256.Certificate.IsInValidity(TestAuthority.Until.AddSeconds(seconds)));

    [Fact]
    public void A_date_from_2050_on_is_read_from_GeneralizedTime()
    {
        DateTimeOffset until = new(9999, 12, 31, 23, 59, 59, TimeSpan.Zero);
        byte[] der = TestAuthority.P256.Issue(new X500DistinguishedName("CN=Leaf"), [9], TestAuthority.From, until);

        Assert.Equal(until, TestAuthority.Parsed(der).NotAfter);
    }

    [Fact]
    public void A_year_of_two_digits_from_50_on_is_of_the_last_century() =>
        Assert.Equal(1950, TestAuthority.Parsed(new DerParts
        {
            Validity = DerParts.Tlv(0x30, DerParts.Utc("500101000000Z"), DerParts.Utc("491231235959Z")),
        }.Join()).NotBefore.Year);

    [Fact]
    public void Serial_zero_is_read() =>
        Assert.Equal([0], TestAuthority.Parsed(new DerParts { Serial = DerParts.Hex("020100") }.Join()).SerialNumber.ToArray());

    [Fact]
    public void An_unprocessed_critical_extension_is_found()
    {
        byte[] der = TestAuthority.P256.Issue("CN=Leaf", [9], new X509Extension("1.2.3.4", [5, 0], true));

        Assert.Equal([0x2A, 3, 4], TestAuthority.Parsed(der).UnprocessedCritical?.Oid.ToArray());
        Assert.Null(TestAuthority.P256.Certificate.UnprocessedCritical);
    }

    [Fact]
    public void An_extension_whose_value_is_not_DER_is_kept_as_it_is()
    {
        byte[] der = TestAuthority.P256.Issue("CN=Leaf", [9], new X509Extension("1.3.6.1.4.1.3704.1.4", [0xFF, 0xFE], false));

        Assert.True(TestAuthority.Parsed(der).TryFind([0x2B, 6, 1, 4, 1, 0x9C, 0x78, 1, 4], out CertificateExtension found));
        Assert.Equal([0xFF, 0xFE], found.Value.ToArray());
    }
}
