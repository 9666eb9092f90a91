// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Planning;

/// <summary>What to fetch for some Evidence: a document, the ways to it, and how to read the answer. Nothing is sent here.</summary>
/// <param name="Name">Name of the Endorsement (CONTRACTS, section 6).</param>
/// <param name="Suffix">Suffix of the document.</param>
/// <param name="Routes">In order of preference; a host that is neither configured nor public is passed over.</param>
public sealed record EndorsementRequest(string Name, string Suffix, ImmutableArray<EndorsementRoute> Routes)
{
    /// <summary>Suffix under which a document's issuer chain is kept beside it.</summary>
    public const string IssuerChainSuffix = ".chain.pem";

    /// <summary>What the body is.</summary>
    public EndorsementForm Form { get; init; }

    /// <summary>Most bytes of the body that are read.</summary>
    public int MaxBytes { get; init; } = 256 << 10;

    /// <summary>The issuer chain in PEM where the Evidence already has it; untrusted like everything else. Goes before <see cref="IssuerChainHeaders"/>.</summary>
    public ReadOnlyMemory<byte>? IssuerChain { get; init; }

    /// <summary>Headers of the answer that may carry the issuer chain, percent-encoded PEM; none where the document needs no chain of its own.</summary>
    public ImmutableArray<string> IssuerChainHeaders { get; init; } = [];

    /// <summary>Names of Endorsements, earlier in the plan, without which this one cannot be judged.</summary>
    public ImmutableArray<string> Needs { get; init; } = [];

    /// <summary>
    /// Why no service hands it out, and what helps instead; null where it can be fetched. <see cref="Name"/> is then what names of such
    /// documents begin with, and there is no route.
    /// </summary>
    public string? NotServed { get; init; }
}
