// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography.X509Certificates;
using Attestation.Machine.Simulator;
using Attestation.SevSnp.Wire;

namespace Attestation.SevSnp.Simulator;

/// <summary>What AMD's simulated certificates and revocation list say.</summary>
public sealed record AmdPkiOptions
{
    /// <summary>The organization in every name: tells simulated roots from real ones (CONTRACTS, section 11.1).</summary>
    public const string Organization = "SIMULATED - NOT AMD";

    private const string Host = "https://simulated.invalid";

    /// <summary>ARK.</summary>
    public required CertificateTemplate Ark { get; init; }

    /// <summary>ASK, or ASVK where a VLEK signs.</summary>
    public required CertificateTemplate Issuer { get; init; }

    /// <summary>VCEK or VLEK; its extensions come from <see cref="VekOptions"/>.</summary>
    public required CertificateTemplate Leaf { get; init; }

    /// <summary>The ARK's revocation list.</summary>
    public required RevocationTemplate Crl { get; init; }

    /// <summary>Who issues the leaf: the issuer of its kind, that of the other kind, or the ARK itself.</summary>
    public AmdRole LeafIssuer { get; init; } = AmdRole.Issuer;

    /// <summary>Who issues the revocation list.</summary>
    public AmdRole CrlIssuer { get; init; } = AmdRole.Ark;

    /// <summary>True hangs everything under a root of the same names and another key.</summary>
    public bool HasOtherRoot { get; init; }

    /// <summary>True revokes the ARK.</summary>
    public bool RevokesArk { get; init; }

    /// <summary>True revokes ASK or ASVK.</summary>
    public bool RevokesIssuer { get; init; }

    /// <summary>An honest hierarchy, every date of it valid at that time.</summary>
    public static AmdPkiOptions At(DateTimeOffset now, SnpProduct product, VekKind kind) => new()
    {
        Ark = Authority($"ARK-{product}", product, kind, [Number(product), 0, 0], now) with
        {
            KeyUsage = X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign,
            PathLength = null,
            Omit = [ExtensionOid.AuthorityKeyIdentifier],
        },
        Issuer = Authority(IssuerName(product, kind), product, kind, [Number(product), (byte)(kind == VekKind.Vlek ? 1 : 0), 1], now),
        Leaf = new()
        {
            Subject = Name(kind == VekKind.Vlek ? "SEV-VLEK" : "SEV-VCEK"),
            NotBefore = now.AddMonths(-2),
            NotAfter = kind == VekKind.Vlek ? now.AddMonths(10) : now.AddYears(7),
            Key = KeyKind.EcdsaP384,
            Serial = new byte[1],
            Omit =
            [
                ExtensionOid.AuthorityKeyIdentifier, ExtensionOid.SubjectKeyIdentifier, ExtensionOid.KeyUsage, ExtensionOid.BasicConstraints,
            ],
        },
        Crl = new() { ThisUpdate = now.AddDays(-30), NextUpdate = now.AddDays(335) },
    };

    /// <summary>A name as AMD writes it, but for the organization.</summary>
    public static SubjectName Name(string commonName) => new(
    [
        new(SubjectName.OrganizationalUnit, "Engineering"), new(SubjectName.Country, "US"), new(SubjectName.Locality, "Santa Clara"),
        new(SubjectName.State, "CA"), new(SubjectName.Organization, Organization), new(SubjectName.CommonName, commonName),
    ]);

    /// <summary>Common name of ASK or ASVK.</summary>
    public static string IssuerName(SnpProduct product, VekKind kind) => kind == VekKind.Vlek ? $"SEV-VLEK-{product}" : $"SEV-{product}";

    private static CertificateTemplate Authority(string name, SnpProduct product, VekKind kind, byte[] serial, DateTimeOffset now) => new()
    {
        Subject = Name(name),
        NotBefore = now.AddYears(-4),
        NotAfter = now.AddYears(21),
        Key = KeyKind.RsaPss4096,
        Serial = serial,
        IsAuthority = true,
        PathLength = 0,
        KeyUsage = X509KeyUsageFlags.KeyCertSign,
        CrlDistributionPoint = $"{Host}/{(kind == VekKind.Vlek ? "vlek" : "vcek")}/v1/{product}/crl",
    };

    private static byte Number(SnpProduct product) => (byte)(1 + SnpProduct.All.IndexOf(product));
}
