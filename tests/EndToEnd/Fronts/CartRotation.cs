// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.AgentClient;
using Attestation.Spiffe;

namespace Cart;

/// <summary>Keys that SPIRE's agent hands to this process, each bound to the program that runs here.</summary>
internal static class CartRotation
{
    /// <summary>Binds the key of each SVID, until it is told to end.</summary>
    /// <param name="workload">Who this process is, from SPIRE's agent.</param>
    /// <param name="agent">The attestation agent.</param>
    /// <param name="keep">Puts the SVID to use, with the proof bundle beside it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task FollowAsync(WorkloadApiClient workload, AgentConnection agent, Action<X509Svid, byte[]> keep, CancellationToken cancellationToken)
    {
        await foreach (X509Update update in workload.WatchAsync(cancellationToken))
        {
            X509Svid svid = update.Svids[0];
            using ECDsa key = ECDsa.Create();
            key.ImportPkcs8PrivateKey(svid.PrivateKey.Span, out _);
            keep(svid, await CartIdentity.BindAsync(agent, key, svid.SpiffeId));
        }
    }
}
