// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using Attestation.Wire;

namespace Attestation.X509;

/// <summary>A complete version 2 CRL in strict DER (RFC 5280, section 5); read, not trusted.</summary>
/// <remarks>
/// Delta CRLs, CRLs of a part (issuingDistributionPoint), indirect ones and unknown critical extensions are refused: what they do
/// not list could still be revoked. Outside <see cref="Tbs"/> every byte has one form only. Immutable and thread-safe.
/// </remarks>
public sealed class CertificateRevocationList : IWire<CertificateRevocationList>
{
    private readonly ImmutableArray<ReadOnlyMemory<byte>> serials = [];

    private CertificateRevocationList(ref DerReader der)
    {
        int whole = der.Enter(DerTag.Sequence, "CertificateList");
        int start = der.Position;
        int tbs = der.Enter(DerTag.Sequence, "tbsCertList");
        if (der.Small("version") != 1)
        {
            der.Fail("version", "want 1 (version 2)");
        }

        SignatureAlgorithm = der.Element(DerTag.Sequence, "signature");
        Issuer = DistinguishedName.Read(ref der, "issuer");
        ThisUpdate = der.Time("thisUpdate");
        NextUpdate = der.Time("nextUpdate");
        serials = der.Next(DerTag.Sequence) ? RevokedCertificates.Read(ref der) : [];
        Extensions = ReadExtensions(ref der);
        der.Leave(tbs, "tbsCertList");
        Tbs = der.Since(start);
        if (!der.Element(DerTag.Sequence, "signatureAlgorithm").Span.SequenceEqual(SignatureAlgorithm.Span))
        {
            der.Fail("signatureAlgorithm", "differs from the one inside the signed part");
        }

        Signature = der.WholeBytes("signatureValue");
        der.Leave(whole, "CertificateList");
        der.Finish("CertificateList");
        ReadKnown(ref der);
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Raw { get; private init; }

    /// <summary>The signed bytes: tbsCertList with tag and length.</summary>
    public ReadOnlyMemory<byte> Tbs { get; }

    /// <summary>DER of the AlgorithmIdentifier, the same inside and outside; see <see cref="X509.SignatureAlgorithm"/>.</summary>
    public ReadOnlyMemory<byte> SignatureAlgorithm { get; }

    /// <summary>Name of the signer.</summary>
    public DistinguishedName Issuer { get; }

    /// <summary>When the list was made, UTC.</summary>
    public DateTimeOffset ThisUpdate { get; }

    /// <summary>When the next list is due at the latest, UTC.</summary>
    public DateTimeOffset NextUpdate { get; }

    /// <summary>All extensions in their order. No OID occurs twice.</summary>
    public ImmutableArray<CertificateExtension> Extensions { get; }

    /// <summary>Grows from list to list; null where the extension is absent.</summary>
    public BigInteger? CrlNumber { get; private set; }

    /// <summary>The keyIdentifier; null where the extension is absent or has none.</summary>
    public ReadOnlyMemory<byte>? AuthorityKeyIdentifier { get; private set; }

    /// <summary>The signature as it stands in the BIT STRING.</summary>
    public ReadOnlyMemory<byte> Signature { get; }

    /// <summary>Number of entries.</summary>
    public int RevokedCount => serials.Length;

    /// <inheritdoc/>
    public static bool TryParse(
        ReadOnlyMemory<byte> bytes,
        [NotNullWhen(true)] out CertificateRevocationList? parsed,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        DerReader der = new(bytes, Structure);
        CertificateRevocationList read = new(ref der) { Raw = bytes };
        malformed = der.Fault;
        parsed = malformed is null ? read : null;
        return malformed is null;
    }

    /// <summary>True where the list names the certificate.</summary>
    /// <param name="serialNumber">As in <see cref="Certificate.SerialNumber"/>.</param>
    public bool Revokes(ReadOnlySpan<byte> serialNumber) => RevokedCertificates.Contains(serials.AsSpan(), serialNumber);

    private static ImmutableArray<CertificateExtension> ReadExtensions(ref DerReader der)
    {
        int wrapper = der.Enter(DerTag.Constructed(0), "crlExtensions");
        ImmutableArray<CertificateExtension> extensions = CertificateExtension.ReadAll(ref der, "crlExtensions");
        der.Leave(wrapper, "crlExtensions");
        return extensions;
    }

    private void ReadKnown(ref DerReader der)
    {
        foreach (CertificateExtension extension in der.Fault is null ? Extensions : [])
        {
            Malformed? fault = null;
            if (extension.Is(ExtensionOids.CrlNumber))
            {
                CrlNumber = ReadNumber(extension.Value, out fault);
            }
            else if (extension.Is(ExtensionOids.AuthorityKeyIdentifier))
            {
                AuthorityKeyIdentifier = KeyIdentifiers.ReadAuthority(extension.Value, Structure, out fault);
            }
            else if (extension.Critical
                || extension.Is(ExtensionOids.DeltaCrlIndicator) || extension.Is(ExtensionOids.IssuingDistributionPoint))
            {
                der.Fail("crlExtensions", $"extension with OID {Hex.Of(extension.Oid.Span)} is critical and not processed");
            }

            der.Fail(fault);
        }
    }

    private static BigInteger ReadNumber(ReadOnlyMemory<byte> value, out Malformed? fault)
    {
        DerReader der = new(value, Structure);
        ReadOnlyMemory<byte> content = der.Natural("cRLNumber", Certificate.MaxSerialLength);
        der.Finish("cRLNumber");
        fault = der.Fault;
        return new BigInteger(content.Span, isUnsigned: true, isBigEndian: true);
    }

    private const string Structure = "X.509 CRL";
}
