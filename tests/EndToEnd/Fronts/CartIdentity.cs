// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.AgentClient;
using Attestation.AgentClient.V1;

namespace Cart;

/// <summary>A key that is born in this process, bound to the program that runs here.</summary>
internal static class CartIdentity
{
    public static async Task RunAsync()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using AgentConnection agent = new(socket: AgentSocket.Bind);
        await File.WriteAllBytesAsync("bundle.json", await BindAsync(agent, key, "spiffe://example.org/cart"));
    }

    /// <summary>Binds the key; a refusal is an <see cref="AgentException"/> with the agent's word.</summary>
    /// <returns>The proof bundle, which goes beside whatever the key signs.</returns>
    public static async Task<byte[]> BindAsync(AgentConnection agent, ECDsa key, string spiffeId)
    {
        AppendResponse bound = await agent.BindAsync(key, "x509-svid", spiffeId);
        return await agent.GetBundleAsync(new() { Indices = { bound.Index }, Endorsements = true, EventLogs = true, LogStart = true });
    }
}
