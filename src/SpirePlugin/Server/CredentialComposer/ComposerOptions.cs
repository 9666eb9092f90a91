// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.SpirePlugin.Configuration;

namespace Attestation.SpirePlugin.Server.CredentialComposer;

/// <summary>What is in force.</summary>
/// <param name="TrustDomain">SPIRE's.</param>
/// <param name="StateDirectory">The directory that the node attestor names, too.</param>
/// <param name="Prefixes">Paths of the agents whose keys are enforced; each begins with /spire/agent/ and ends with '/'.</param>
/// <param name="StampEvidence">Whether certificates name their Evidence.</param>
internal sealed record ComposerOptions(TrustDomainName TrustDomain, string StateDirectory, ImmutableArray<string> Prefixes, bool StampEvidence)
{
    private readonly string domainId = TrustDomain.Id;

    /// <summary>True for an agent of ours; of anybody else the composer knows nothing. Allocates nothing: every signature of an agent comes by.</summary>
    public bool Enforces(string spiffeId) => spiffeId.StartsWith(domainId, StringComparison.Ordinal) && StartsWithAny(spiffeId.AsSpan(domainId.Length));

    // Each prefix begins with '/': a longer name of a trust domain is not ours.
    private bool StartsWithAny(ReadOnlySpan<char> path)
    {
        foreach (string prefix in Prefixes)
        {
            if (path.StartsWith(prefix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
