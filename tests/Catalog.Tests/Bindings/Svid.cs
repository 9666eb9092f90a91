// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Attestation.X509;
using Request = System.Security.Cryptography.X509Certificates.CertificateRequest;

namespace Attestation.Catalog.Tests.Bindings;

/// <summary>Certificates and requests of workloads, made by the base class library: an empty subject and one URI, as Dapr's Sentry issues them.</summary>
internal static class Svid
{
    public const string Id = "spiffe://public/ns/default/sre-agent";

    private static readonly ECDsa IssuerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly X509SignatureGenerator Issuer = X509SignatureGenerator.CreateForECDsa(IssuerKey);

    /// <summary>Keys of every kind that a leaf may have.</summary>
    public static Dictionary<string, PublicKey> Keys { get; } = new()
    {
        ["P-256"] = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)),
        ["P-384"] = new(ECDsa.Create(ECCurve.NamedCurves.nistP384)),
        ["RSA"] = new(RSA.Create(2048)),
        ["Ed25519"] = new(new Oid("1.3.101.112"), null, new AsnEncodedData([.. Enumerable.Range(0, 32).Select(i => (byte)i)])),
    };

    public static DateTimeOffset From(DateTimeOffset now) => now.AddMinutes(-15);

    public static DateTimeOffset Until(DateTimeOffset now) => now.AddHours(1);

    /// <summary>A certificate with these URIs.</summary>
    public static Certificate Certificate(PublicKey key, DateTimeOffset now, byte serial = 1, params string[] uris)
    {
        Request request = new(new X500DistinguishedName(""), key, HashAlgorithmName.SHA256);
        if (uris.Length > 0)
        {
            request.CertificateExtensions.Add(Names(uris));
        }

        byte[] der = request.Create(new X500DistinguishedName("CN=issuer"), Issuer, From(now), Until(now), [serial, 1]).RawData;
        Assert.True(X509.Certificate.TryParse(der, out Certificate? certificate, out Wire.Malformed? malformed), malformed?.ToString());
        return certificate;
    }

    /// <summary>A request with these URIs.</summary>
    public static byte[] RequestOf(ECDsa key, params string[] uris)
    {
        Request request = new(new X500DistinguishedName(""), key, HashAlgorithmName.SHA256);
        if (uris.Length > 0)
        {
            request.CertificateExtensions.Add(Names(uris));
        }

        return request.CreateSigningRequest();
    }

    private static X509Extension Names(string[] uris)
    {
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName("sre-agent.default.svc");
        foreach (string uri in uris)
        {
            names.AddUri(new Uri(uri));
        }

        return names.Build(critical: true);
    }
}
