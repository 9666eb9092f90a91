// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography.X509Certificates;
using System.Text;
using Attestation.TestKit;
using Attestation.Tdx.Wire;
using BcCertificate = Org.BouncyCastle.X509.X509Certificate;
using BcCrl = Org.BouncyCastle.X509.X509Crl;

namespace Attestation.Tdx.Simulator.Tests;

public sealed class SimulatedIntelPkiTests
{
    public static TheoryData<PckCa> Authorities => [PckCa.Platform, PckCa.Processor];

    [Theory, MemberData(nameof(Authorities))]
    public void The_pck_chain_in_the_quote_builds_to_the_root(PckCa ca)
    {
        SimulatedTdxMachine machine = Of(ca);
        X509Certificate2Collection chain = [];
        chain.ImportFromPem(Encoding.ASCII.GetString(Machines.QuoteOf(machine).CertificationBytes.Span));
        Assert.True(Builds(chain, machine.Options.Now));
        Assert.Equal(
            machine.RootSpkiSha256.ToArray(),
            System.Security.Cryptography.SHA256.HashData(chain[2].PublicKey.ExportSubjectPublicKeyInfo()));
    }

    [Fact]
    public void The_signers_chain_builds_to_the_root()
    {
        SimulatedTdxMachine machine = Machines.Create();
        X509Certificate2Collection chain = [];
        chain.ImportFromPem(Encoding.ASCII.GetString(Machines.EndorsementOf(machine, "intel/tcb-signing-chain", ".pem").Span));
        Assert.Equal(2, chain.Count);
        Assert.True(Builds(chain, machine.Options.Now));
    }

    [Theory, MemberData(nameof(Authorities))]
    public void Each_certificate_is_signed_by_its_issuer(PckCa ca)
    {
        SimulatedIntelPki pki = Of(ca).Pki;
        BcCertificate root = new(pki.TrustedRoot.Der.ToArray());
        BcCertificate intermediate = new(pki.Intermediate.Der.ToArray());
        Assert.True(root.IsSignatureValid(root.GetPublicKey()));
        Assert.True(intermediate.IsSignatureValid(root.GetPublicKey()));
        Assert.True(new BcCertificate(pki.Pck.Der.ToArray()).IsSignatureValid(intermediate.GetPublicKey()));
        Assert.True(new BcCertificate(pki.TcbSigning.Der.ToArray()).IsSignatureValid(root.GetPublicKey()));
    }

    [Fact]
    public void Names_are_intels_and_the_organization_is_not()
    {
        SimulatedIntelPki pki = Of(PckCa.Platform).Pki;
        Assert.Equal(
            "CN=Intel SGX PCK Certificate,O=SIMULATED - NOT INTEL,L=Santa Clara,ST=CA,C=US",
            new BcCertificate(pki.Pck.Der.ToArray()).SubjectDN.ToString());
        Assert.Equal(
            "CN=Intel SGX PCK Platform CA,O=SIMULATED - NOT INTEL,L=Santa Clara,ST=CA,C=US",
            new BcCertificate(pki.Pck.Der.ToArray()).IssuerDN.ToString());
    }

    [Theory]
    [InlineData("intel-sgx-root-ca-prod.der")]
    [InlineData("pck-platform-ca-prod.der")]
    [InlineData("tcb-signing-prod-2025-2032.der")]
    public void Certificates_have_the_extensions_of_the_real_ones_in_their_order(string file)
    {
        SimulatedIntelPki pki = Of(PckCa.Platform).Pki;
        using X509Certificate2 real = X509CertificateLoader.LoadCertificate(Vectors.Bytes("tdx", "certs", file));
        ReadOnlyMemory<byte> simulated = file[0] == 'i' ? pki.TrustedRoot.Der : file[0] == 'p' ? pki.Intermediate.Der : pki.TcbSigning.Der;
        Assert.Equal(ShapeOf(real), ShapeOf(X509CertificateLoader.LoadCertificate(simulated.Span)));
    }

    [Theory, MemberData(nameof(Authorities))]
    public void Revocation_lists_are_signed_by_their_issuers(PckCa ca)
    {
        SimulatedTdxMachine machine = Of(ca);
        BcCrl pck = new(
            Machines.EndorsementOf(machine, $"intel/pck-crl/{(ca == PckCa.Platform ? "platform" : "processor")}", ".crl").ToArray());
        BcCrl root = new(Machines.EndorsementOf(machine, "intel/root-ca-crl", ".crl").ToArray());
        BcCertificate intermediate = new(machine.Pki.Intermediate.Der.ToArray());
        Assert.True(pck.IsSignatureValid(intermediate.GetPublicKey()));
        Assert.True(root.IsSignatureValid(new BcCertificate(machine.Pki.TrustedRoot.Der.ToArray()).GetPublicKey()));
        Assert.Equal(intermediate.SubjectDN, pck.IssuerDN);
        Assert.Null(root.GetRevokedCertificates());
    }

    [Fact]
    public void A_revoked_pck_is_on_the_list()
    {
        SimulatedTdxMachine machine = Machines.Create(each => each with { Pki = each.Pki with { RevokesPck = true } });
        BcCrl pck = new(machine.Pki.PckCrl.ToArray());
        Assert.True(pck.IsRevoked(new BcCertificate(machine.Pki.Pck.Der.ToArray())));
        Assert.False(pck.IsRevoked(new BcCertificate(machine.Pki.Intermediate.Der.ToArray())));
    }

    [Fact]
    public void The_sgx_extension_of_a_real_pck_is_written_byte_for_byte()
    {
        byte[] bytes = Vectors.Bytes("tdx", "quotes", "v4-bt2-b0c06f000000-f1c85033.bin");
        Assert.True(Quote.TryParse(bytes, out Quote? quote, out _));
        X509Certificate2Collection chain = [];
        chain.ImportFromPem(Encoding.ASCII.GetString(quote.CertificationBytes.Span));
        byte[] real = SgxExtensionOf(chain[0]);
        SimulatedTdxMachine machine = Machines.Create(each => each with { Platform = RealDocuments.PlatformOf(real) });
        Assert.Equal(real, SgxExtensionOf(X509CertificateLoader.LoadCertificate(machine.Pki.Pck.Der.Span)));
    }

    private static SimulatedTdxMachine Of(PckCa ca) => Machines.Create(each => ca == PckCa.Platform ? each : each.WithProcessorCa());

    private static byte[] SgxExtensionOf(X509Certificate2 pck) => pck.Extensions["1.2.840.113741.1.13.1"]!.RawData;

    private static IEnumerable<string> ShapeOf(X509Certificate2 certificate) =>
        certificate.Extensions.Select(each => $"{each.Oid!.Value} critical {each.Critical}, {ValueOf(each)}");

    // Key usage and basic constraints are the same everywhere; the others name keys and hosts.
    private static string ValueOf(X509Extension extension) =>
        extension.Oid!.Value is "2.5.29.15" or "2.5.29.19" ? Convert.ToHexString(extension.RawData) : "";

    private static bool Builds(X509Certificate2Collection certificates, DateTimeOffset now)
    {
        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(certificates[^1]);
        chain.ChainPolicy.ExtraStore.AddRange(certificates);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(certificates[0]) && chain.ChainElements.Count == certificates.Count;
    }
}
