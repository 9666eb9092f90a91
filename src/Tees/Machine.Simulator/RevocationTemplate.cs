// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Machine.Simulator;

/// <summary>Everything a certificate revocation list says.</summary>
public sealed record RevocationTemplate
{
    /// <summary>When it was issued; whole seconds.</summary>
    public required DateTimeOffset ThisUpdate { get; init; }

    /// <summary>When the next one is due; whole seconds, null leaves it out.</summary>
    public required DateTimeOffset? NextUpdate { get; init; }

    /// <summary>CRLNumber; null leaves the extension out.</summary>
    public long? Number { get; init; } = 1;

    /// <summary>False leaves the authority key identifier out.</summary>
    public bool HasAuthorityKeyIdentifier { get; init; } = true;

    /// <summary>Serial numbers of revoked certificates: big-endian, positive, without leading zero bytes.</summary>
    public ImmutableArray<ReadOnlyMemory<byte>> Revoked { get; init; } = [];

    /// <summary>The issuer's name as written; null takes the issuer's own.</summary>
    public SubjectName? IssuerName { get; init; }

    /// <summary>Whose signature it carries.</summary>
    public SignedBy SignedBy { get; init; }
}
