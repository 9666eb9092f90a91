// SPDX-License-Identifier: Apache-2.0

using Attestation.EndToEnd.Processes;
using Attestation.SpirePlugin.Protos.AgentNodeAttestor;
using Attestation.SpirePlugin.Protos.KeyManager;
using Attestation.SpirePlugin.Tests.ScriptedHost;
using Google.Protobuf;
using Grpc.Core;
using AidClient = Attestation.SpirePlugin.Protos.AgentNodeAttestor.NodeAttestor.NodeAttestorClient;
using KeyClient = Attestation.SpirePlugin.Protos.KeyManager.KeyManager.KeyManagerClient;

namespace Attestation.EndToEnd.Spire;

/// <summary>A node: an attestation agent on a simulated machine, and the two plugins of a SPIRE agent that this process plays.</summary>
internal sealed class SpireNode : IAsyncDisposable
{
    private readonly AgentProcess agent;

    private SpireNode(AgentSite site, AgentProcess agent, SpireHost keys, SpireHost attestor) => (Site, this.agent, Keys, Attestor) = (site, agent, keys, attestor);

    public AgentSite Site { get; }

    public SpireHost Keys { get; private set; }

    public SpireHost Attestor { get; private set; }

    /// <summary>Starts everything.</summary>
    public static Task<SpireNode> StartAsync(string tee = "tdx", string? keysOf = null, string? fault = null) =>
        StartAsync(new AgentSite { Tee = tee, Fault = fault }, keysOf);

    /// <summary>Starts everything on a site.</summary>
    /// <param name="site">The attestation agent's; deleted with the node.</param>
    /// <param name="keysOf">Sockets that the key manager goes to; null for those of the site.</param>
    public static async Task<SpireNode> StartAsync(AgentSite site, string? keysOf = null)
    {
        site.Out = Path.Combine(site.Folder, "out");
        AgentProcess agent = await site.StartAsync();
        return new(site, agent, await LoadAsync("KeyManager", keysOf ?? site.Sockets), await LoadAsync("NodeAttestor", site.Sockets));
    }

    /// <summary>SIGKILL for the key manager, and what a supervisor starts after it.</summary>
    public async Task CrashKeysAsync() => Keys = await Keys.CrashedAsync(() => LoadAsync("KeyManager", Site.Sockets));

    /// <summary>SIGKILL for the node attestor, and what a supervisor starts after it.</summary>
    public async Task CrashAttestorAsync() => Attestor = await Attestor.CrashedAsync(() => LoadAsync("NodeAttestor", Site.Sockets));

    /// <summary>A new key in the slot that a SPIRE agent uses first.</summary>
    public async Task<ByteString> GenerateKeyAsync() =>
        (await new KeyClient(Keys.Channel).GenerateKeyAsync(new() { KeyId = "agent-svid-A", KeyType = KeyType.EcP256 })).PublicKey.PkixData;

    /// <summary>Opens the agent's half.</summary>
    public AsyncDuplexStreamingCall<Challenge, PayloadOrChallengeResponse> Aid() => new AidClient(Attestor.Channel).AidAttestation();

    private static Task<SpireHost> LoadAsync(string cookie, string sockets) =>
        SpireHost.ConfiguredAsync(cookie, SpireHost.OfAnAgent, $"agent_socket_dir = \"{sockets}\"");

    public async ValueTask DisposeAsync()
    {
        await Attestor.DisposeAsync();
        await Keys.DisposeAsync();
        agent.Dispose();
        Site.Dispose();
    }
}
