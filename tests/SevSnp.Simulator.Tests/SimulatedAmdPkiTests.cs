// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography.X509Certificates;
using Attestation.SevSnp.Wire;
using Attestation.TestKit;
using BcCertificate = Org.BouncyCastle.X509.X509Certificate;
using BcCrl = Org.BouncyCastle.X509.X509Crl;

namespace Attestation.SevSnp.Simulator.Tests;

/// <summary>AMD's simulated hierarchy as others see it: .NET's chain builder, BouncyCastle, and beside real certificates.</summary>
public sealed class SimulatedAmdPkiTests
{
    public static TheoryData<string, VekKind> Hierarchies
    {
        get
        {
            TheoryData<string, VekKind> all = [];
            foreach (SnpProduct product in SnpProduct.All)
            {
                all.Add(product.Name, VekKind.Vcek);
                all.Add(product.Name, VekKind.Vlek);
            }

            return all;
        }
    }

    [Theory, MemberData(nameof(Hierarchies))]
    public void The_platforms_chain_builder_accepts_each_hierarchy(string product, VekKind kind)
    {
        SimulatedAmdPki pki = Pki(product, kind);
        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(Load(pki.Ark.Der));
        chain.ChainPolicy.ExtraStore.Add(Load(pki.Issuer.Der));
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = SimulatedSnpOptions.DefaultNow.UtcDateTime;

        Assert.True(chain.Build(Load(pki.Leaf.Der)), string.Join("; ", chain.ChainStatus.Select(each => each.StatusInformation)));
        Assert.Equal(3, chain.ChainElements.Count);
    }

    [Theory, MemberData(nameof(Hierarchies))]
    public void Bouncy_castle_accepts_the_revocation_list(string product, VekKind kind)
    {
        SimulatedAmdPki pki = Pki(product, kind);
        BcCrl crl = new(pki.Crl.ToArray());

        Assert.True(crl.IsSignatureValid(new BcCertificate(pki.Ark.Der.ToArray()).GetPublicKey()));
        Assert.Null(crl.GetRevokedCertificates());
    }

    [Theory]
    [InlineData("milan", VekKind.Vcek, "milan-v3-vcek-routex.vcek.der", "ask-milan.der", "ark-milan.der")]
    [InlineData("genoa", VekKind.Vcek, "genoa-v5-vcek-routex.vcek.der", "ask-genoa.der", "ark-genoa.der")]
    [InlineData("turin", VekKind.Vcek, "turin-v5-vcek-routex.vcek.der", "ask-turin.der", "ark-turin.der")]
    [InlineData("milan", VekKind.Vlek, "milan-v3-vlek-aws-use2-vmpl1.vlek.der", "asvk-milan.der", "ark-milan.der")]
    public void Certificates_have_the_form_of_real_ones(string product, VekKind kind, string leaf, string issuer, string ark)
    {
        SimulatedAmdPki pki = Pki(product, kind);

        Assert.Equal(Form(Load(Vectors.Bytes("snp", "certs", leaf))), Form(Load(pki.Leaf.Der)));
        Assert.Equal(Form(Load(Vectors.Bytes("snp", "roots", issuer))), Form(Load(pki.Issuer.Der)));
        Assert.Equal(Form(Load(Vectors.Bytes("snp", "roots", ark))), Form(Load(pki.Ark.Der)));
    }

    [Fact]
    public void A_revoked_issuer_is_listed_by_its_serial()
    {
        SimulatedSnpOptions honest = Machines.Honest();
        SimulatedAmdPki pki = Machines.Create(honest with { Pki = honest.Pki with { RevokesIssuer = true } }).Pki;
        BcCertificate issuer = new(pki.Issuer.Der.ToArray());

        Assert.Equal([issuer.SerialNumber], new BcCrl(pki.Crl.ToArray()).GetRevokedCertificates().Select(each => each.SerialNumber));
    }

    private static SimulatedAmdPki Pki(string product, VekKind kind) => Machines.Create(Machines.Honest(SnpProduct.OfName(product), kind)).Pki;

    private static X509Certificate2 Load(ReadOnlyMemory<byte> der) => X509CertificateLoader.LoadCertificate(der.Span);

    // Names but for the organization; the set of extensions with their criticality. AMD writes those of its authorities in another order.
    private static string Form(X509Certificate2 certificate) => string.Join('\n',
        [
            Anonymous(certificate.Subject),
            Anonymous(certificate.Issuer),
            certificate.PublicKey.Oid.Value!,
            certificate.SignatureAlgorithm.Value!,
            .. certificate.Extensions.Select(each => $"{each.Oid!.Value} {each.Critical}").Order(StringComparer.Ordinal),
        ]);

    private static string Anonymous(string name) =>
        name.Replace(AmdPkiOptions.Organization, "*", StringComparison.Ordinal).Replace("Advanced Micro Devices", "*", StringComparison.Ordinal);
}
