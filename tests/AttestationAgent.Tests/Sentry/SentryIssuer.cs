// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Attestation.Agent.Sentry.V1;
using Attestation.Native.LibCrypto;
using Attestation.X509;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Attestation.Agent.Tests.Sentry;

/// <summary>Sentry's authority: a root that issues leaves as Sentry does (dapr, section 3.1), taking nothing but the key of a request.</summary>
internal sealed class SentryIssuer
{
    private static readonly TimeSpan Backdated = TimeSpan.FromMinutes(15);

    private readonly Ed25519Signatures signatures = new(Ed25519SigningKey.Generate());
    private readonly DateTimeOffset now;

    public SentryIssuer(DateTimeOffset now)
    {
        this.now = now;
        X500DistinguishedName name = new("O=dapr.io/sentry");
        CertificateRequest request = new(name, signatures.PublicKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        Root = request.Create(name, signatures, now - TimeSpan.FromDays(1), now + TimeSpan.FromDays(365), [1]);
    }

    /// <summary>Its anchor.</summary>
    public X509Certificate2 Root { get; }

    /// <summary>Trust domain of those that name none.</summary>
    public string TrustDomain { get; set; } = "public";

    /// <summary>Makes leaves authorities.</summary>
    public bool IssuesAuthorities { get; set; }

    /// <summary>Puts this key into leaves instead of the caller's.</summary>
    public PublicKey? OtherKey { get; set; }

    /// <summary>The answer to a request.</summary>
    public SignCertificateResponse Issue(SignCertificateRequest request)
    {
        Assert.True(Pem.TryReadRequest(request.CertificateSigningRequest.Memory, out ReadOnlyMemory<byte> der, out _));
        Assert.True(SigningRequest.TryParse(der, out SigningRequest? csr, out _));
        PublicKey asked = OtherKey ?? PublicKey.CreateFromSubjectPublicKeyInfo(csr.SubjectPublicKeyInfo.Span, out _);
        string domain = request.TrustDomain.Length == 0 ? TrustDomain : request.TrustDomain;
        using X509Certificate2 leaf = Leaf(asked, $"spiffe://{domain}/ns/{request.Namespace}/{request.Id}");
        return new()
        {
            WorkloadCertificate = ByteString.CopyFrom(Encoding.ASCII.GetBytes($"{leaf.ExportCertificatePem()}\n{Root.ExportCertificatePem()}\n")),
            TrustChainCertificates = { ByteString.CopyFrom(Encoding.ASCII.GetBytes($"{Root.ExportCertificatePem()}\n")) },
            ValidUntil = Timestamp.FromDateTimeOffset(leaf.NotAfter.ToUniversalTime()),
        };
    }

    /// <summary>A certificate with its key, for a server with that id.</summary>
    public X509Certificate2 Server(string spiffeId)
    {
        using ECDsa own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 leaf = Leaf(new PublicKey(own), spiffeId);
        return leaf.CopyWithPrivateKey(own);
    }

    private X509Certificate2 Leaf(PublicKey holder, string uri)
    {
        CertificateRequest request = new(new X500DistinguishedName(""), holder, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddUri(new Uri(uri));
        request.CertificateExtensions.Add(names.Build(critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | (IssuesAuthorities ? X509KeyUsageFlags.KeyCertSign : 0), true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")], false));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(IssuesAuthorities, false, 0, true));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Root, true, false));
        return request.Create(Root.SubjectName, signatures, now - Backdated, now + TimeSpan.FromHours(1), RandomNumberGenerator.GetBytes(15));
    }
}
