// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.SevSnp.Simulator;

/// <summary>How AMD's documents reach a verifier: from the key distribution service, or in the host's certificate table.</summary>
public sealed record KdsOptions
{
    /// <summary>Endorsements that there are not.</summary>
    public ImmutableArray<KdsDocument> Withheld { get; init; } = [];

    /// <summary>Changes of the leaf after it was issued.</summary>
    public ImmutableArray<Patch> LeafTampers { get; init; } = [];

    /// <summary>The certificates of the chain document, in order.</summary>
    public ImmutableArray<AmdRole> CertChain { get; init; } = [AmdRole.Issuer, AmdRole.Ark];

    /// <summary>What the host's certificate table holds; null for a host that gives none.</summary>
    public ImmutableArray<KdsDocument>? Table { get; init; }

    /// <summary>Changes of the table.</summary>
    public ImmutableArray<Patch> TableTampers { get; init; } = [];
}
