// SPDX-License-Identifier: Apache-2.0

using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Attestation.Machine.Simulator;

/// <summary>A certification authority that signs for real and, where a template says so, wrongly.</summary>
/// <param name="certificate">Its own certificate.</param>
/// <remarks>Certificates come out of <see cref="CertificateRequest"/>, so what is well-formed there is well-formed here.</remarks>
public sealed class SimulatedAuthority(SimulatedCertificate certificate)
{
    /// <summary>Its own certificate.</summary>
    public SimulatedCertificate Certificate => certificate;

    /// <summary>A self-signed authority.</summary>
    public static SimulatedAuthority Root(CertificateTemplate template, SimulatedKey key) =>
        new(Issue(template, key, template.Subject, key));

    /// <summary>Certifies a key.</summary>
    public SimulatedCertificate Issue(CertificateTemplate template, SimulatedKey key) =>
        Issue(template, key, certificate.Template.Subject, certificate.Key);

    /// <summary>Certifies another authority's key.</summary>
    public SimulatedAuthority IssueAuthority(CertificateTemplate template, SimulatedKey key) => new(Issue(template, key));

    /// <summary>A revocation list in DER.</summary>
    public byte[] Revoke(RevocationTemplate template) => RevocationListWriter.Write(template, certificate);

    private static SimulatedCertificate Issue(CertificateTemplate template, SimulatedKey key, SubjectName issuer, SimulatedKey issuerKey)
    {
        ReadOnlyMemory<byte> serial = template.Serial ?? SerialOf(key);
        CertificateRequest request = new(template.Subject.Encode(), key.PublicKey, issuerKey.Hash);
        foreach (X509Extension extension in ExtensionsOf(template, key, issuerKey).Where(each => !template.Omit.Contains(each.Oid!.Value!)))
        {
            request.CertificateExtensions.Add(extension);
        }

        X500DistinguishedName issuerName = (template.IssuerName ?? issuer).Encode();
        using X509Certificate2 honest = request.Create(issuerName, issuerKey.Generator, template.NotBefore, template.NotAfter, serial.Span);
        return new(
            template, key, serial, template.SignedBy == SignedBy.RightKey ? honest.RawData : Resign(honest, template.SignedBy, issuerKey));
    }

    private static IEnumerable<X509Extension> ExtensionsOf(CertificateTemplate template, SimulatedKey key, SimulatedKey issuerKey)
    {
        yield return X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(issuerKey.KeyIdentifier.Span);
        if (template.CrlDistributionPoint is { } uri)
        {
            yield return CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([uri]);
        }

        yield return new X509SubjectKeyIdentifierExtension(key.KeyIdentifier.Span, critical: false);
        yield return new X509KeyUsageExtension(template.KeyUsage, critical: true);
        yield return new X509BasicConstraintsExtension(
            template.IsAuthority, template.PathLength is not null, template.PathLength ?? 0, critical: true);
        foreach (X509Extension extension in template.Extensions)
        {
            yield return extension;
        }
    }

    private static byte[] Resign(X509Certificate2 honest, SignedBy signedBy, SimulatedKey issuerKey)
    {
        AsnReader outer = new AsnReader(honest.RawDataMemory, AsnEncodingRules.DER).ReadSequence();
        return SignedDer.Write(outer.ReadEncodedValue().ToArray(), issuerKey, signedBy);
    }

    // Positive and of full length, so that it is the same bytes in every encoding.
    private static ReadOnlyMemory<byte> SerialOf(SimulatedKey key)
    {
        byte[] serial = key.KeyIdentifier.ToArray();
        serial[0] = (byte)(serial[0] & 0x7f | 0x40);
        return serial;
    }
}
