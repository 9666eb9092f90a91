// SPDX-License-Identifier: Apache-2.0

using Attestation.TestKit;
using Attestation.Wire;
using Attestation.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.X509;

namespace Attestation.Tests.X509;

/// <summary>Certificates and lists of Intel and AMD, with BouncyCastle as second opinion.</summary>
public sealed class VendorCertificateTests
{
    [Fact]
    public void Every_certificate_is_read_as_BouncyCastle_reads_it() => Assert.All(Certificates(), path =>
    {
        byte[] der = File.ReadAllBytes(path);
        Certificate ours = TestAuthority.Parsed(der);
        X509Certificate theirs = new(der);

        Assert.Equal(theirs.GetTbsCertificate(), ours.Tbs.ToArray());
        Assert.Equal(theirs.SerialNumber.ToByteArray(), ours.SerialNumber.ToArray());
        Assert.Equal(theirs.IssuerDN.GetDerEncoded(), ours.Issuer.Raw.ToArray());
        Assert.Equal(theirs.SubjectDN.GetDerEncoded(), ours.Subject.Raw.ToArray());
        Assert.Equal(theirs.NotBefore, ours.NotBefore.UtcDateTime);
        Assert.Equal(theirs.NotAfter, ours.NotAfter.UtcDateTime);
        Assert.Equal(theirs.CertificateStructure.SubjectPublicKeyInfo.GetDerEncoded(), ours.SubjectPublicKeyInfo.ToArray());
        Assert.Equal(theirs.GetSignature(), ours.Signature.ToArray());
        Assert.Equal(theirs.GetBasicConstraints() >= 0, ours.BasicConstraints is { CertificateAuthority: true });
        Assert.Equal(theirs.GetKeyUsage()?[5] ?? false, (ours.KeyUsage & System.Security.Cryptography.X509Certificates.X509KeyUsageFlags.KeyCertSign) > 0);
        Assert.Equal(theirs.GetKeyUsage()?[6] ?? false, ours.MaySignCrls);
        Assert.Equal(
            theirs.CertificateStructure.TbsCertificate.Extensions?.GetExtensionOids().Select(oid => Hex.Of(oid.GetEncoded().AsSpan(2))) ?? [],
            ours.Extensions.Select(extension => Hex.Of(extension.Oid.Span)));
    });

    [Fact]
    public void Signature_verdicts_are_those_of_BouncyCastle_for_every_pair_of_equal_names()
    {
        (Certificate, X509Certificate)[] all = [.. Certificates().Select(File.ReadAllBytes).Select(der => (TestAuthority.Parsed(der), new X509Certificate(der)))];
        int issued = 0;
        int refused = 0;
        foreach ((Certificate issuer, X509Certificate theirIssuer) in all.Where(pair => pair.Item1.IsCertificateAuthority))
        {
            using VerificationKey key = TestAuthority.KeyOf(issuer);
            foreach ((Certificate child, X509Certificate theirs) in all.Where(pair => pair.Item1.Issuer == issuer.Subject))
            {
                Issuance verdict = CertificatePath.Verify(child, issuer, key);
                bool expected = TheirVerdict(() => theirs.IsSignatureValid(theirIssuer.GetPublicKey()));
                Assert.True(verdict is Issuance.Issued or Issuance.SignatureWrong or Issuance.KeyIdentifierDiffers, verdict.ToString());
                Assert.Equal(expected, verdict == Issuance.Issued);
                issued += expected ? 1 : 0;
                refused += expected ? 0 : 1;
            }
        }

        Assert.True(issued > 40 && refused > 5, $"{issued} issued, {refused} refused");
    }

    [Fact]
    public void Every_list_is_read_and_judged_as_by_BouncyCastle()
    {
        (Certificate, X509Certificate)[] issuers = [.. Certificates().Select(File.ReadAllBytes)
            .Select(der => (TestAuthority.Parsed(der), new X509Certificate(der))).Where(pair => pair.Item1.MaySignCrls)];

        Assert.All(Lists(), path =>
        {
            byte[] der = File.ReadAllBytes(path);
            CertificateRevocationList ours = TestAuthority.ParsedCrl(der);
            X509Crl theirs = new(der);

            Assert.Equal(theirs.GetTbsCertList(), ours.Tbs.ToArray());
            Assert.Equal(theirs.IssuerDN.GetDerEncoded(), ours.Issuer.Raw.ToArray());
            Assert.Equal(theirs.ThisUpdate, ours.ThisUpdate.UtcDateTime);
            Assert.Equal(theirs.NextUpdate, ours.NextUpdate.UtcDateTime);
            CompareEntries(ours, theirs);
            foreach ((Certificate issuer, X509Certificate theirIssuer) in issuers.Where(pair => pair.Item1.Subject == ours.Issuer))
            {
                using VerificationKey key = TestAuthority.KeyOf(issuer);
                Assert.Equal(
                    TheirVerdict(() => theirs.IsSignatureValid(theirIssuer.GetPublicKey())),
                    CertificatePath.Verify(ours, issuer, key) == Issuance.Issued);
            }
        });
    }

    [Fact]
    public void Production_lists_of_Intel_are_issued_by_the_production_authorities()
    {
        Certificate root = Read("tdx", "certs", "intel-sgx-root-ca-prod.der");
        Certificate platform = Read("tdx", "certs", "pck-platform-ca-prod.der");
        using VerificationKey rootKey = TestAuthority.KeyOf(root);
        using VerificationKey platformKey = TestAuthority.KeyOf(platform);

        Assert.All(Directory.GetFiles(Vectors.PathOf("tdx", "crl"), "root-prod-*.der"), path =>
            Assert.Equal(Issuance.Issued, CertificatePath.Verify(TestAuthority.ParsedCrl(File.ReadAllBytes(path)), root, rootKey)));
        Assert.All(Directory.GetFiles(Vectors.PathOf("tdx", "crl"), "platform-prod-*.der"), path =>
            Assert.Equal(Issuance.Issued, CertificatePath.Verify(TestAuthority.ParsedCrl(File.ReadAllBytes(path)), platform, platformKey)));
    }

    [Fact]
    public void The_root_of_Intel_has_the_published_key()
    {
        Certificate root = Read("tdx", "certs", "intel-sgx-root-ca-prod.der");

        Assert.Equal("a0af031289f5d5d4132f9186068a7fc13628633ba235777472e29b6b6c67a49e", Hex.Of(root.SpkiSha256.Span));
        Assert.Equal("Intel SGX Root CA", root.Subject.CommonName);
        Assert.Equal("Intel Corporation", root.Subject.Organization);
        Assert.Equal(root.SerialNumber.ToArray(), root.SubjectKeyIdentifier?.ToArray());
    }

    [Theory]
    [InlineData("ark-milan.der", "9f056bee44377e29308cb5ffa895bdfb62d18881fa6bed8d6f075b0204089cb9")]
    [InlineData("ark-genoa.der", "429a69c9422aa258ee4d8db5fcda9c6470ef15f8cd5a9cebd6cbc7d90b863831")]
    [InlineData("ark-turin.der", "4f125410563a2ab9a50356f9243f6fe0b6f73de98603f53f90339c70e9d7ad08")]
    public void The_roots_of_AMD_have_the_published_keys(string file, string hash) =>
        Assert.Equal(hash, Hex.Of(Read("snp", "roots", file).SpkiSha256.Span));

    [Fact]
    public void The_list_of_ARK_Genoa_revokes_the_first_ASK()
    {
        CertificateRevocationList crl = TestAuthority.ParsedCrl(Vectors.Bytes("snp", "crl", "ark-genoa-20221031.crl"));

        Assert.True(crl.Revokes(Read("snp", "roots", "ask-genoa-revoked-20001.der").SerialNumber.Span));
        Assert.False(crl.Revokes(Read("snp", "roots", "ask-genoa.der").SerialNumber.Span));
        Assert.Equal(2, crl.CrlNumber);
    }

    [Fact]
    public void Chains_in_quotes_are_split_and_each_link_is_issued()
    {
        string[] quotes = [.. Directory.GetFiles(Vectors.PathOf("tdx", "quotes"), "*.bin").Where(path => !path.Contains("-none-", StringComparison.Ordinal))];

        Assert.NotEmpty(quotes);
        Assert.All(quotes, path =>
        {
            byte[] quote = File.ReadAllBytes(path);
            Assert.True(Pem.TryReadCertificates(quote.AsMemory(quote.AsSpan().IndexOf("-----BEGIN"u8)), 3, out var ders, out var malformed), malformed?.ToString());
            Certificate[] chain = [.. ders.Select(der => TestAuthority.Parsed(der.ToArray()))];
            Assert.Equal(3, chain.Length);
            Assert.Equal(Issuance.Issued, CertificatePath.Verify(chain[0], chain[1], TestAuthority.KeyOf(chain[1])));
            Assert.Equal(Issuance.Issued, CertificatePath.Verify(chain[1], chain[2], TestAuthority.KeyOf(chain[2])));
            Assert.Equal(Issuance.Issued, CertificatePath.Verify(chain[2], chain[2], TestAuthority.KeyOf(chain[2])));
        });
    }

    /// <summary>BouncyCastle throws where the signature as a number is not below the modulus of the key tried.</summary>
    private static bool TheirVerdict(Func<bool> verify)
    {
        try
        {
            return verify();
        }
        catch (DataLengthException)
        {
            return false;
        }
    }

    private static void CompareEntries(CertificateRevocationList ours, X509Crl theirs)
    {
        X509CrlEntry[] entries = [.. theirs.GetRevokedCertificates() ?? new HashSet<X509CrlEntry>()];
        Assert.Equal(entries.Length, ours.RevokedCount);
        Assert.All(entries, entry => Assert.True(ours.Revokes(entry.SerialNumber.ToByteArray())));
        HashSet<Org.BouncyCastle.Math.BigInteger> listed = [.. entries.Select(entry => entry.SerialNumber)];
        Assert.All(listed.Select(serial => serial.Add(Org.BouncyCastle.Math.BigInteger.One)), neighbour =>
            Assert.Equal(listed.Contains(neighbour), ours.Revokes(neighbour.ToByteArray())));
    }

    private static Certificate Read(params string[] path) => TestAuthority.Parsed(Vectors.Bytes(path));

    private static IEnumerable<string> Certificates() => Files("*.der").Where(path => !path.Contains("/crl/", StringComparison.Ordinal));

    private static IEnumerable<string> Lists() =>
        Files("*.crl").Concat(Directory.GetFiles(Vectors.PathOf("tdx", "crl"), "*.der"));

    private static IEnumerable<string> Files(string pattern) =>
        new[] { "tdx", "snp" }.SelectMany(vendor => Directory.GetFiles(Vectors.PathOf(vendor), pattern, SearchOption.AllDirectories)).Order();
}
