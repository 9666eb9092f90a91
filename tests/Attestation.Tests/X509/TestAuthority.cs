// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Attestation.X509;

namespace Attestation.Tests.X509;

/// <summary>A certificate authority whose certificates and lists are made by the base class library, signed for real.</summary>
internal sealed class TestAuthority
{
    public static readonly DateTimeOffset From = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    public static readonly DateTimeOffset Until = new(2049, 12, 31, 23, 59, 59, TimeSpan.Zero);
    public static readonly TestAuthority P256 = new(ECDsa.Create(ECCurve.NamedCurves.nistP256));
    public static readonly TestAuthority P384 = new(ECDsa.Create(ECCurve.NamedCurves.nistP384));
    public static readonly TestAuthority Rsa = new(RSA.Create(4096));

    private readonly X509SignatureGenerator generator;
    private readonly HashAlgorithmName hash;

    private TestAuthority(ECDsa key)
    {
        hash = key.KeySize == 256 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA384;
        generator = X509SignatureGenerator.CreateForECDsa(key);
        Platform = Self();
    }

    private TestAuthority(RSA key)
    {
        hash = HashAlgorithmName.SHA384;
        generator = new AmdSpelling(X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pss));
        Platform = Self();
    }

    public static IEnumerable<TheoryDataRow<string>> Names => ["P256", "P384", "Rsa"];

    /// <summary>The self-signed certificate as the platform reads it.</summary>
    public X509Certificate2 Platform { get; }

    public byte[] Der => Platform.RawData;

    public Certificate Certificate => Parsed(Der);

    public VerificationKey Key => KeyOf(Certificate);

    public static TestAuthority Named(string name) => name == "P256" ? P256 : name == "P384" ? P384 : Rsa;

    public static Certificate Parsed(byte[] der)
    {
        Assert.True(Certificate.TryParse(der, out Certificate? certificate, out var malformed), malformed?.ToString());
        return certificate;
    }

    public static CertificateRevocationList ParsedCrl(byte[] der)
    {
        Assert.True(CertificateRevocationList.TryParse(der, out CertificateRevocationList? crl, out var malformed), malformed?.ToString());
        return crl;
    }

    public static VerificationKey KeyOf(Certificate certificate)
    {
        Assert.True(VerificationKey.TryImport(certificate.SubjectPublicKeyInfo, out VerificationKey? key, out var malformed), malformed?.ToString());
        return key;
    }

    /// <summary>Issues a certificate for a P-256 key.</summary>
    public byte[] Issue(string subject, byte[] serial, params X509Extension[] extensions) =>
        Issue(new X500DistinguishedName(subject), serial, From, Until, extensions);

    public byte[] Issue(
        X500DistinguishedName subject, byte[] serial, DateTimeOffset from, DateTimeOffset until, params X509Extension[] extensions)
    {
        using ECDsa leaf = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new(subject, new PublicKey(leaf), hash);
        foreach (X509Extension extension in extensions)
        {
            request.CertificateExtensions.Add(extension);
        }

        return request.Create(Platform.SubjectName, generator, from, until, serial).RawData;
    }

    /// <summary>Issues a list that names the serials, given big-endian.</summary>
    public byte[] Revoke(params byte[][] serials)
    {
        CertificateRevocationListBuilder builder = new();
        foreach (byte[] serial in serials)
        {
            builder.AddEntry(serial, From, X509RevocationReason.KeyCompromise);
        }

        X509AuthorityKeyIdentifierExtension authority = X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(
            Platform.Extensions.OfType<X509SubjectKeyIdentifierExtension>().Single());
        return builder.Build(Platform.SubjectName, generator, 7, Until, hash, authority, From);
    }

    /// <summary>Writes the AlgorithmIdentifier as AMD does; .NET leaves the NULL of the hash identifiers out.</summary>
    private sealed class AmdSpelling(X509SignatureGenerator inner) : X509SignatureGenerator
    {
        public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) => Convert.FromHexString(
            "304106092a864886f70d01010a3034a00f300d06096086480165030402020500a11c301a06092a864886f70d010108300d06096086480165030402020500a203020130");

        public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) => inner.SignData(data, hashAlgorithm);

        protected override PublicKey BuildPublicKey() => inner.PublicKey;
    }

    private X509Certificate2 Self()
    {
        CertificateRequest request = new(new X500DistinguishedName("CN=Test Root, O=Test, C=DE"), generator.PublicKey, hash);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 1, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        X509SubjectKeyIdentifierExtension subject = new(request.PublicKey, false);
        request.CertificateExtensions.Add(subject);
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(subject));
        return request.Create(request.SubjectName, generator, From, Until, [1, 2, 3]);
    }
}
