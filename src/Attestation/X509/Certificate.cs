// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Attestation.Wire;

namespace Attestation.X509;

/// <summary>An X.509 version 3 certificate in strict DER (RFC 5280, section 4.1); read, not trusted.</summary>
/// <remarks>
/// Outside <see cref="Tbs"/> every byte has one form only (the outer algorithm equals the inner one), so a changed bit fails here
/// or fails the signature. Immutable and thread-safe.
/// </remarks>
public sealed class Certificate : IWire<Certificate>
{
    private byte[]? spkiSha256;
    private byte[]? sha256;

    private Certificate(ref DerReader der)
    {
        int whole = der.Enter(DerTag.Sequence, "Certificate");
        int start = der.Position;
        int tbs = der.Enter(DerTag.Sequence, "tbsCertificate");
        ReadVersion(ref der);
        SerialNumber = der.Natural("serialNumber", MaxSerialLength);
        SignatureAlgorithm = der.Element(DerTag.Sequence, "signature");
        Issuer = DistinguishedName.Read(ref der, "issuer");
        int validity = der.Enter(DerTag.Sequence, "validity");
        NotBefore = der.Time("notBefore");
        NotAfter = der.Time("notAfter");
        der.Leave(validity, "validity");
        Subject = DistinguishedName.Read(ref der, "subject");
        SubjectPublicKeyInfo = der.Element(DerTag.Sequence, "subjectPublicKeyInfo");
        Extensions = ReadExtensions(ref der);
        der.Leave(tbs, "tbsCertificate");
        Tbs = der.Since(start);
        if (!der.Element(DerTag.Sequence, "signatureAlgorithm").Span.SequenceEqual(SignatureAlgorithm.Span))
        {
            der.Fail("signatureAlgorithm", "differs from the one inside the signed part");
        }

        Signature = der.WholeBytes("signatureValue");
        der.Leave(whole, "Certificate");
        der.Finish("Certificate");
        ReadKnown(ref der);
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Raw { get; private init; }

    /// <summary>The signed bytes: tbsCertificate with tag and length.</summary>
    public ReadOnlyMemory<byte> Tbs { get; }

    /// <summary>Content bytes of the INTEGER: big-endian, minimal, non-negative; AMD's leaves have a single zero.</summary>
    public ReadOnlyMemory<byte> SerialNumber { get; }

    /// <summary>DER of the AlgorithmIdentifier, the same inside and outside; see <see cref="X509.SignatureAlgorithm"/>.</summary>
    public ReadOnlyMemory<byte> SignatureAlgorithm { get; }

    /// <summary>Name of the signer.</summary>
    public DistinguishedName Issuer { get; }

    /// <summary>First moment of validity, UTC.</summary>
    public DateTimeOffset NotBefore { get; }

    /// <summary>Last moment of validity, UTC.</summary>
    public DateTimeOffset NotAfter { get; }

    /// <summary>Name of the key's holder.</summary>
    public DistinguishedName Subject { get; }

    /// <summary>DER of the SubjectPublicKeyInfo; its inside is judged by <see cref="VerificationKey.TryImport"/>.</summary>
    public ReadOnlyMemory<byte> SubjectPublicKeyInfo { get; }

    /// <summary>True for id-ecPublicKey on prime256v1 with an uncompressed point.</summary>
    public bool HasP256Key => EllipticCurve.Of(SubjectPublicKeyInfo.Span) == EllipticCurve.P256;

    /// <summary>SHA-256 of <see cref="SubjectPublicKeyInfo"/>, 32 bytes: what pins name. Computed at first use.</summary>
    public ReadOnlyMemory<byte> SpkiSha256 => spkiSha256 ??= SHA256.HashData(SubjectPublicKeyInfo.Span);

    /// <summary>SHA-256 of <see cref="Raw"/>, 32 bytes. Computed at first use.</summary>
    public ReadOnlySpan<byte> Sha256 => sha256 ??= SHA256.HashData(Raw.Span);

    /// <summary>All extensions in their order; empty where there are none. No OID occurs twice.</summary>
    public ImmutableArray<CertificateExtension> Extensions { get; }

    /// <summary>The signature as it stands in the BIT STRING.</summary>
    public ReadOnlyMemory<byte> Signature { get; }

    /// <summary>Null where the extension is absent.</summary>
    public BasicConstraints? BasicConstraints { get; private set; }

    /// <summary>Null where the extension is absent.</summary>
    public X509KeyUsageFlags? KeyUsage { get; private set; }

    /// <summary>Null where the extension is absent.</summary>
    public ReadOnlyMemory<byte>? SubjectKeyIdentifier { get; private set; }

    /// <summary>The keyIdentifier; null where the extension is absent or has none.</summary>
    public ReadOnlyMemory<byte>? AuthorityKeyIdentifier { get; private set; }

    /// <summary>True where the extension is there; its value is not read.</summary>
    public bool HasCrlDistributionPoints => TryFind(ExtensionOids.CrlDistributionPoints, out _);

    /// <summary>DER of the key purposes; null where the extension is absent.</summary>
    public ReadOnlyMemory<byte>? ExtendedKeyUsage =>
        TryFind(ExtensionOids.ExtendedKeyUsage, out CertificateExtension extension) ? extension.Value : default(ReadOnlyMemory<byte>?);

    /// <summary>BasicConstraints say CA and KeyUsage says keyCertSign; absent is no.</summary>
    public bool IsCertificateAuthority =>
        BasicConstraints is { CertificateAuthority: true } && (KeyUsage & X509KeyUsageFlags.KeyCertSign) > 0;

    /// <summary>KeyUsage says digitalSignature: the key signs what is neither a certificate nor a list; absent is no.</summary>
    public bool MaySign => (KeyUsage & X509KeyUsageFlags.DigitalSignature) > 0;

    /// <summary>KeyUsage says cRLSign; absent is no.</summary>
    public bool MaySignCrls => (KeyUsage & X509KeyUsageFlags.CrlSign) > 0;

    /// <inheritdoc/>
    public static bool TryParse(
        ReadOnlyMemory<byte> bytes,
        [NotNullWhen(true)] out Certificate? parsed,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        DerReader der = new(bytes, Structure);
        Certificate read = new(ref der) { Raw = bytes };
        malformed = der.Fault;
        parsed = malformed is null ? read : null;
        return malformed is null;
    }

    /// <summary>Finds an extension by the content bytes of its OID.</summary>
    public bool TryFind(ReadOnlySpan<byte> oid, out CertificateExtension extension)
    {
        int index = CertificateExtension.Find(Extensions.AsSpan(), oid);
        extension = index < 0 ? default : Extensions[index];
        return index >= 0;
    }

    /// <summary>True from notBefore to notAfter, both included.</summary>
    public bool IsInValidity(DateTimeOffset now) => NotBefore <= now && now <= NotAfter;

    /// <summary>True where the path length constraint allows so many intermediate certificates below this one.</summary>
    public bool PermitsIntermediates(int count) => BasicConstraints is not { PathLength: { } most } || count <= most;

    /// <summary>The first critical extension other than BasicConstraints and KeyUsage; null where there is none.</summary>
    public CertificateExtension? UnprocessedCritical
    {
        get
        {
            foreach (CertificateExtension extension in Extensions)
            {
                if (extension.Critical && !extension.Is(ExtensionOids.BasicConstraints) && !extension.Is(ExtensionOids.KeyUsage))
                {
                    return extension;
                }
            }

            return null;
        }
    }

    private static void ReadVersion(ref DerReader der)
    {
        int version = der.Enter(DerTag.Constructed(0), "version");
        int number = der.Small("version");
        der.Leave(version, "version");
        if (number != 2)
        {
            der.Fail("version", $"encoded as {number}, want 2 (version 3)");
        }
    }

    private static ImmutableArray<CertificateExtension> ReadExtensions(ref DerReader der)
    {
        if (der.AtEnd)
        {
            return [];
        }

        int wrapper = der.Enter(DerTag.Constructed(3), "extensions");
        ImmutableArray<CertificateExtension> extensions = CertificateExtension.ReadAll(ref der, "extensions");
        der.Leave(wrapper, "extensions");
        return extensions;
    }

    private void ReadKnown(ref DerReader der)
    {
        foreach (CertificateExtension extension in der.Fault is null ? Extensions : [])
        {
            Malformed? fault = null;
            if (extension.Is(ExtensionOids.BasicConstraints))
            {
                BasicConstraints = X509.BasicConstraints.Read(extension.Value, Structure, out fault);
            }
            else if (extension.Is(ExtensionOids.KeyUsage))
            {
                KeyUsage = KeyIdentifiers.ReadUsage(extension.Value, Structure, out fault);
            }
            else if (extension.Is(ExtensionOids.SubjectKeyIdentifier))
            {
                SubjectKeyIdentifier = KeyIdentifiers.ReadSubject(extension.Value, Structure, out fault);
            }
            else if (extension.Is(ExtensionOids.AuthorityKeyIdentifier))
            {
                AuthorityKeyIdentifier = KeyIdentifiers.ReadAuthority(extension.Value, Structure, out fault);
            }

            der.Fail(fault);
        }
    }

    private const string Structure = "X.509 certificate";

    /// <summary>20 octets (RFC 5280, section 4.1.2.2) and the zero before a set top bit.</summary>
    internal const int MaxSerialLength = 21;
}
