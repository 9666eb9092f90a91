// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography.X509Certificates;
using Attestation.Machine.Simulator;
using BcCertificate = Org.BouncyCastle.X509.X509Certificate;
using BcCrl = Org.BouncyCastle.X509.X509Crl;

namespace Attestation.Tdx.Simulator.Tests;

/// <summary>The kit by itself, with the kinds of keys that TDX does not have.</summary>
public sealed class SimulatedAuthorityTests
{
    private static readonly DateTimeOffset Now = SimulatedTdxOptions.DefaultNow;

    [Fact]
    public void A_leaf_on_P384_under_an_rsa_pss_root_verifies()
    {
        SimulatedAuthority root = SimulatedAuthority.Root(
            Template(KeyKind.RsaPss4096), new SimulatedKeys(null).Create(KeyKind.RsaPss4096, "root"));
        SimulatedKey key = new SimulatedKeys("seed").Create(KeyKind.EcdsaP384, "leaf");
        BcCertificate leaf = new(root.Issue(Template(KeyKind.EcdsaP384), key).Der.ToArray());
        BcCertificate issuer = new(root.Certificate.Der.ToArray());
        Assert.True(leaf.IsSignatureValid(issuer.GetPublicKey()));
        Assert.Equal("1.2.840.113549.1.1.10", leaf.SigAlgOid);
        BcCrl crl = new(root.Revoke(new() { ThisUpdate = Now, NextUpdate = Now.AddDays(1), Revoked = [new byte[] { 1 }] }));
        Assert.True(crl.IsSignatureValid(issuer.GetPublicKey()));
        Assert.Equal(96, key.Sign("x"u8).Length);
    }

    [Fact]
    public void A_certificate_says_what_its_template_says()
    {
        SimulatedKey key = new SimulatedKeys("seed").Create(KeyKind.EcdsaP256, "root");
        X509Extension extension = new("1.3.6.1.4.1.3704.1.1", [0x02, 0x01, 0x00], critical: false);
        CertificateTemplate template = Template(KeyKind.EcdsaP256) with
        {
            Serial = new byte[] { 0x12, 0x34 }, Extensions = [extension], Omit = [ExtensionOid.SubjectKeyIdentifier],
        };
        using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(
            SimulatedAuthority.Root(template, key).Certificate.Der.Span);
        Assert.Equal("1234", certificate.SerialNumber);
        Assert.Equal(Now.AddYears(-1).UtcDateTime, certificate.NotBefore.ToUniversalTime());
        Assert.Equal([0x02, 0x01, 0x00], certificate.Extensions["1.3.6.1.4.1.3704.1.1"]!.RawData);
        Assert.Null(certificate.Extensions[ExtensionOid.SubjectKeyIdentifier]);
    }

    [Theory]
    [InlineData(SignedBy.RightKeyThenCorrupted)]
    [InlineData(SignedBy.Stranger)]
    public void A_bad_signature_is_bad_and_nothing_else_is(SignedBy signedBy)
    {
        SimulatedKey key = new SimulatedKeys("seed").Create(KeyKind.EcdsaP256, "root");
        BcCertificate good = new(SimulatedAuthority.Root(Template(KeyKind.EcdsaP256), key).Certificate.Der.ToArray());
        BcCertificate bad = new(
            SimulatedAuthority.Root(Template(KeyKind.EcdsaP256) with { SignedBy = signedBy }, key).Certificate.Der.ToArray());
        Assert.True(good.IsSignatureValid(good.GetPublicKey()));
        Assert.False(bad.IsSignatureValid(good.GetPublicKey()));
        Assert.Equal(good.GetTbsCertificate(), bad.GetTbsCertificate());
    }

    [Fact]
    public void A_list_without_number_and_key_identifier_has_no_extensions()
    {
        SimulatedKey key = new SimulatedKeys("seed").Create(KeyKind.EcdsaP256, "root");
        SimulatedAuthority root = SimulatedAuthority.Root(Template(KeyKind.EcdsaP256), key);
        RevocationTemplate template = new()
        {
            ThisUpdate = Now, NextUpdate = Now.AddDays(1), Number = null, HasAuthorityKeyIdentifier = false,
        };
        BcCrl crl = new(root.Revoke(template));
        Assert.Null(crl.GetNonCriticalExtensionOids());
        Assert.True(crl.IsSignatureValid(new BcCertificate(root.Certificate.Der.ToArray()).GetPublicKey()));
    }

    private static CertificateTemplate Template(KeyKind kind) => new()
    {
        Subject = SubjectName.Of("Simulated", "SIMULATED - NOT AMD", "Santa Clara", "CA", "US"),
        NotBefore = Now.AddYears(-1),
        NotAfter = Now.AddYears(1),
        Key = kind,
        IsAuthority = kind != KeyKind.EcdsaP384,
        KeyUsage = X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign,
    };
}
