// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography.X509Certificates;
using Attestation.Machine.Simulator;

namespace Attestation.Tdx.Simulator;

/// <summary>What Intel's simulated certificates and revocation lists say.</summary>
public sealed record IntelPkiOptions
{
    /// <summary>The organization in every name: tells simulated roots from real ones (CONTRACTS, section 11.1).</summary>
    public const string Organization = "SIMULATED - NOT INTEL";

    private const string Host = "https://simulated.invalid";

    /// <summary>The root of all chains.</summary>
    public required CertificateTemplate Root { get; init; }

    /// <summary>The authority that certifies the PCK.</summary>
    public required CertificateTemplate Intermediate { get; init; }

    /// <summary>The PCK leaf; its SGX extension comes from <see cref="PlatformOptions"/>.</summary>
    public required CertificateTemplate Pck { get; init; }

    /// <summary>The signer of TCB info and QE identity.</summary>
    public required CertificateTemplate TcbSigning { get; init; }

    /// <summary>The root's revocation list.</summary>
    public required RevocationTemplate RootCaCrl { get; init; }

    /// <summary>The intermediate's revocation list.</summary>
    public required RevocationTemplate PckCrl { get; init; }

    /// <summary>Which authority the intermediate is; decides the revocation list's name.</summary>
    public PckCa Ca { get; init; }

    /// <summary>Under which root the PCK chain hangs.</summary>
    public RootChoice PckRoot { get; init; }

    /// <summary>Under which root the TCB signing certificate hangs.</summary>
    public RootChoice SigningRoot { get; init; }

    /// <summary>Which root issues the root's revocation list.</summary>
    public RootChoice CrlRoot { get; init; }

    /// <summary>True revokes the PCK leaf.</summary>
    public bool RevokesPck { get; init; }

    /// <summary>True revokes the intermediate.</summary>
    public bool RevokesIntermediate { get; init; }

    /// <summary>True revokes the TCB signing certificate.</summary>
    public bool RevokesTcbSigning { get; init; }

    /// <summary>An honest hierarchy, every date of it valid at that time.</summary>
    public static IntelPkiOptions At(DateTimeOffset now) => new()
    {
        Root = Authority("Intel SGX Root CA", 1, RootCrlUri, now.AddYears(-8), now.AddYears(23)),
        Intermediate = Authority("Intel SGX PCK Platform CA", 0, RootCrlUri, now.AddYears(-8), now.AddYears(7)),
        Pck = Leaf("Intel SGX PCK Certificate", PckCrlUri("platform"), now.AddYears(-1), now.AddYears(6)),
        TcbSigning = Leaf("Intel SGX TCB Signing", RootCrlUri, now.AddYears(-1), now.AddYears(6)),
        RootCaCrl = new() { ThisUpdate = now.AddDays(-10), NextUpdate = now.AddDays(355) },
        PckCrl = new() { ThisUpdate = now.AddDays(-1), NextUpdate = now.AddDays(29) },
    };

    /// <summary>The same hierarchy with the Processor CA in the middle.</summary>
    public IntelPkiOptions WithProcessorCa() => this with
    {
        Ca = PckCa.Processor,
        Intermediate = Intermediate with { Subject = Name("Intel SGX PCK Processor CA") },
        Pck = Pck with { CrlDistributionPoint = PckCrlUri("processor") },
    };

    /// <summary>A name as Intel writes it, but for the organization.</summary>
    public static SubjectName Name(string commonName) => SubjectName.Of(commonName, Organization, "Santa Clara", "CA", "US");

    private static string RootCrlUri => $"{Host}/IntelSGXRootCA.der";

    private static string PckCrlUri(string ca) => $"{Host}/sgx/certification/v4/pckcrl?ca={ca}&encoding=der";

    private static CertificateTemplate Authority(string name, int pathLength, string crl, DateTimeOffset from, DateTimeOffset to) => new()
    {
        Subject = Name(name),
        NotBefore = from,
        NotAfter = to,
        IsAuthority = true,
        PathLength = pathLength,
        KeyUsage = X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign,
        CrlDistributionPoint = crl,
    };

    private static CertificateTemplate Leaf(string name, string crl, DateTimeOffset from, DateTimeOffset to) => new()
    {
        Subject = Name(name),
        NotBefore = from,
        NotAfter = to,
        KeyUsage = X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation,
        CrlDistributionPoint = crl,
    };
}
