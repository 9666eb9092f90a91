// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Attestation.X509;

namespace Attestation.Agent.Sentry;

/// <summary>The front's own certificate: self-signed, no authority, with Sentry's SPIFFE ID; an anchor for itself alone (dapr, section 3.4).</summary>
/// <param name="Certificate">With its private key.</param>
internal sealed record FrontCertificate(X509Certificate2 Certificate) : IDisposable
{
    private const string Name = "CN=sentry front,O=attestation-agent";
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>Anchors stand in the environment of pods, which are long-lived.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(4 * 365);

    private static readonly TimeSpan Backdated = TimeSpan.FromHours(1);

    /// <summary>SHA-256 of its SubjectPublicKeyInfo.</summary>
    public ReadOnlyMemory<byte> SpkiSha256 => SHA256.HashData(Certificate.PublicKey.ExportSubjectPublicKeyInfo());

    /// <summary>When it ends.</summary>
    public DateTimeOffset NotAfter => new(Certificate.NotAfter.ToUniversalTime());

    /// <summary>What is left of its life, from 1 to 0, or below.</summary>
    public double Rest(DateTimeOffset now) => (NotAfter - now) / Life;

    /// <summary>Certificate and key as one text, so that neither is ever there without the other.</summary>
    public string ToPem()
    {
        using ECDsa key = Certificate.GetECDsaPrivateKey()!;
        return $"{Certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n";
    }

    /// <summary>Makes one.</summary>
    /// <param name="spiffeId">Sentry's.</param>
    /// <param name="now">Begin of its life.</param>
    public static FrontCertificate Make(string spiffeId, DateTimeOffset now)
    {
        // SslStream has no Ed25519.
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new(Name, key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddUri(new Uri(spiffeId));
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        return new(request.CreateSelfSigned(now - Backdated, now + Life));
    }

    /// <summary>Reads one back.</summary>
    /// <returns>Null where it is torn, or not a front's of that id.</returns>
    public static FrontCertificate? Read(string pem, string spiffeId)
    {
        try
        {
            FrontCertificate read = new(X509Certificate2.CreateFromPem(pem, pem));
            if (read.IsOf(spiffeId))
            {
                return read;
            }

            read.Dispose();
            return null;
        }
        catch (Exception torn) when (torn is CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Certificate.Dispose();

    private bool IsOf(string spiffeId) =>
        X509.Certificate.TryParse(Certificate.RawDataMemory, out Certificate? parsed, out _)
        && SpiffeId.TryReadFrom(parsed.Extensions, out SpiffeId? id, out _) && id.Text == spiffeId
        && !parsed.IsCertificateAuthority && parsed.HasP256Key;
}
