// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Endorsing;
using Attestation.SpirePlugin.Configuration;

namespace Attestation.SpirePlugin.Server.NodeAttestor;

/// <summary>Options of the server's node attestor (CONTRACTS, section 11.4).</summary>
internal sealed record NodeAttestorOptions
{
    /// <summary>SPIRE's trust domain: the audience of every nonce.</summary>
    public required TrustDomainName TrustDomain { get; init; }

    /// <summary>The directory that the credential composer names, too.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>At least one.</summary>
    public required ImmutableArray<NamedPolicy> Policies { get; init; }

    /// <summary>Folders of Endorsements, the first that has a name wins.</summary>
    public required ImmutableArray<string> EndorsementDirectories { get; init; }

    /// <summary>Whether the vendors' services are asked, in the background.</summary>
    public required bool Online { get; init; }

    /// <summary>Which services.</summary>
    public required EndorsementHosts Hosts { get; init; }

    /// <summary>How an agent's ID is made.</summary>
    public required AgentPathTemplate AgentPath { get; init; }

    /// <summary>Kinds of selectors that are asked for.</summary>
    public required ImmutableArray<string> Selectors { get; init; }

    /// <summary>True attests nodes whose key nobody enforces.</summary>
    public required bool AllowUnboundKeysUnsafe { get; init; }

    /// <summary>True attests simulated machines, where a policy trusts their root.</summary>
    public required bool AcceptSimulatedUnsafe { get; init; }
}
