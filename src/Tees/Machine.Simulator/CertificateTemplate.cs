// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;

namespace Attestation.Machine.Simulator;

/// <summary>Everything a certificate says but its keys.</summary>
public sealed record CertificateTemplate
{
    /// <summary>Who it is.</summary>
    public required SubjectName Subject { get; init; }

    /// <summary>First instant of its validity; whole seconds.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>Last instant of its validity; whole seconds.</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>Kind of the subject's key.</summary>
    public KeyKind Key { get; init; }

    /// <summary>Up to 20 bytes, big-endian, positive; null takes the subject's key identifier, as Intel does.</summary>
    public ReadOnlyMemory<byte>? Serial { get; init; }

    /// <summary>The issuer's name as written; null takes the issuer's own.</summary>
    public SubjectName? IssuerName { get; init; }

    /// <summary>True for a certification authority.</summary>
    public bool IsAuthority { get; init; }

    /// <summary>How many authorities may follow; null says nothing.</summary>
    public int? PathLength { get; init; }

    /// <summary>What the key may do.</summary>
    public X509KeyUsageFlags KeyUsage { get; init; }

    /// <summary>Where revocations are published; null leaves the extension out.</summary>
    public string? CrlDistributionPoint { get; init; }

    /// <summary>Further extensions, in this order behind the others.</summary>
    public ImmutableArray<X509Extension> Extensions { get; init; } = [];

    /// <summary>Object identifiers of extensions to leave out (<see cref="ExtensionOid"/>).</summary>
    public ImmutableArray<string> Omit { get; init; } = [];

    /// <summary>Whose signature it carries.</summary>
    public SignedBy SignedBy { get; init; }
}
