// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography.X509Certificates;
using Attestation.Wire;
using Attestation.X509;

namespace Attestation.Tests.X509;

public sealed class CertificatePathTests
{
    private static readonly TestAuthority Authority = TestAuthority.P256;

    [Theory]
    [MemberData(nameof(TestAuthority.Names), MemberType = typeof(TestAuthority))]
    public void A_leaf_its_root_and_its_list_are_issued(string name)
    {
        TestAuthority authority = TestAuthority.Named(name);
        Certificate leaf = TestAuthority.Parsed(authority.Issue("CN=Leaf", [9]));

        Assert.Equal(Issuance.Issued, CertificatePath.Verify(leaf, authority.Certificate, authority.Key));
        Assert.Equal(Issuance.Issued, CertificatePath.Verify(authority.Certificate, authority.Certificate, authority.Key));
        Assert.Equal(Issuance.Issued, CertificatePath.Verify(TestAuthority.ParsedCrl(authority.Revoke([9])), authority.Certificate, authority.Key));
    }

    [Fact]
    public void Another_issuer_name_is_named()
    {
        Certificate leaf = TestAuthority.Parsed(Authority.Issue("CN=Leaf", [9]));

        Assert.Equal(Issuance.IssuerNameDiffers, CertificatePath.Verify(leaf, leaf, TestAuthority.KeyOf(leaf)));
    }

    [Fact]
    public void The_same_name_with_another_key_identifier_is_named()
    {
        X509AuthorityKeyIdentifierExtension identifier = X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier([1, 2, 3]);
        Certificate leaf = TestAuthority.Parsed(Authority.Issue("CN=Leaf", [9], identifier));

        Assert.Equal(Issuance.KeyIdentifierDiffers, CertificatePath.Verify(leaf, Authority.Certificate, Authority.Key));
    }

    [Fact]
    public void The_same_name_with_another_key_is_a_wrong_signature()
    {
        Certificate leaf = TestAuthority.Parsed(TestAuthority.P384.Issue("CN=Leaf", [9]));

        Assert.Equal(Issuance.SignatureWrong, CertificatePath.Verify(leaf, Authority.Certificate, Authority.Key));
    }

    [Fact]
    public void A_key_that_is_not_the_issuers_is_named()
    {
        Certificate leaf = TestAuthority.Parsed(Authority.Issue("CN=Leaf", [9]));

        Assert.Equal(Issuance.KeyIsNotTheIssuers, CertificatePath.Verify(leaf, Authority.Certificate, TestAuthority.P384.Key));
    }

    [Fact]
    public void A_critical_extension_that_nobody_processes_is_named()
    {
        Certificate leaf = TestAuthority.Parsed(Authority.Issue("CN=Leaf", [9], new X509Extension("1.2.3", [5, 0], true)));

        Assert.Equal(Issuance.UnprocessedCriticalExtension, CertificatePath.Verify(leaf, Authority.Certificate, Authority.Key));
    }

    [Fact]
    public void An_unknown_algorithm_is_named()
    {
        byte[] sha1 = DerParts.Hex("300906072a8648ce3d0401");
        Certificate leaf = TestAuthority.Parsed(new DerParts
        {
            Issuer = Authority.Certificate.Subject.Raw.ToArray(),
            InnerAlgorithm = sha1,
            OuterAlgorithm = sha1,
        }.Join());

        Assert.Equal(Issuance.SignatureAlgorithmUnknown, CertificatePath.Verify(leaf, Authority.Certificate, Authority.Key));
    }

    [Fact]
    public void An_issuer_without_the_right_to_sign_is_named()
    {
        Certificate issuer = TestAuthority.Parsed(new DerParts { Subject = Authority.Certificate.Subject.Raw.ToArray() }.Join());
        Certificate leaf = TestAuthority.Parsed(Authority.Issue("CN=Leaf", [9]));
        CertificateRevocationList crl = TestAuthority.ParsedCrl(Authority.Revoke([9]));

        Assert.Equal(Issuance.IssuerMayNotSign, CertificatePath.Verify(leaf, issuer, Authority.Key));
        Assert.Equal(Issuance.IssuerMayNotSign, CertificatePath.Verify(crl, issuer, Authority.Key));
    }

    [Fact]
    public void Nothing_looked_at_is_not_issued() => Assert.NotEqual(Issuance.Issued, default);

    [Fact]
    public void A_pin_matches_its_key_only()
    {
        string hash = Hex.Of(Authority.Certificate.SpkiSha256.Span);
        PinnedRoot root = new("Test Root", hash.ToUpperInvariant(), "test", new DateOnly(2026, 1, 2));

        Assert.True(root.Matches(Authority.Certificate));
        Assert.False(root.Matches(TestAuthority.P384.Certificate));
        Assert.Equal(hash, root.SpkiSha256);
        Assert.Equal(root, new PinnedRoot("Test Root", hash, "test", new DateOnly(2026, 1, 2)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a0af")]
    [InlineData("g0af031289f5d5d4132f9186068a7fc13628633ba235777472e29b6b6c67a49e")]
    public void A_pin_that_is_no_hash_is_the_callers_mistake(string hash) =>
        Assert.Throws<ArgumentException>(() => new PinnedRoot("x", hash, "test", default));
}
