// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Attestation.SpirePlugin.Protos.AgentNodeAttestor;
using Attestation.SpirePlugin.Protos.CredentialComposer;
using Attestation.SpirePlugin.Protos.ServerNodeAttestor;
using Attestation.SpirePlugin.Tests.ScriptedHost;
using Google.Protobuf;
using Grpc.Core;
using AttestClient = Attestation.SpirePlugin.Protos.ServerNodeAttestor.NodeAttestor.NodeAttestorClient;
using ComposeClient = Attestation.SpirePlugin.Protos.CredentialComposer.CredentialComposer.CredentialComposerClient;

namespace Attestation.EndToEnd.Spire;

/// <summary>The two plugins of a SPIRE server that this process plays, configured for the machines of some nodes.</summary>
internal sealed class SpireServer : IAsyncDisposable
{
    private readonly ServerSite site = new();
    private string options = "";

    public SpireHost Attestor { get; private set; } = null!;

    public SpireHost Composer { get; private set; } = null!;

    public string StateDirectory => site.StateDirectory;

    /// <summary>Starts both plugins.</summary>
    /// <param name="change">Changes the attestor's options, and those of its policy "p".</param>
    /// <param name="nodes">Whose simulated vendors' roots, Endorsements and measurements are accepted.</param>
    public static async Task<SpireServer> StartAsync(Action<JsonObject, JsonObject>? change, params SpireNode[] nodes)
    {
        SpireServer server = new();
        server.options = server.site.Options(change, [.. nodes.Select(each => each.Site)]).ToJsonString();
        server.Composer = await server.LoadComposerAsync();
        server.Attestor = await server.LoadAttestorAsync();
        return server;
    }

    /// <summary>SIGKILL for the composer, and what a supervisor starts after it.</summary>
    public async Task CrashComposerAsync() => Composer = await Composer.CrashedAsync(LoadComposerAsync);

    /// <summary>SIGKILL for the node attestor, and what a supervisor starts after it.</summary>
    public async Task CrashAttestorAsync() => Attestor = await Attestor.CrashedAsync(LoadAttestorAsync);

    /// <summary>What SPIRE's server does with an agent's call: both halves' messages go across, then the composer is asked about the key of the CSR.</summary>
    /// <param name="node">The node.</param>
    /// <param name="meddle">Changes what the agent's half says, by its number from 0.</param>
    public async Task<AgentAttributes> AttestAsync(SpireNode node, Func<int, ByteString, ByteString>? meddle = null)
    {
        using AsyncDuplexStreamingCall<Challenge, PayloadOrChallengeResponse> aid = node.Aid();
        AsyncDuplexStreamingCall<AttestRequest, AttestResponse>? attest = null;
        using IDisposable end = new Ending(() => attest?.Dispose());
        for (int message = 0; await aid.ResponseStream.MoveNext(TestContext.Current.CancellationToken); message++)
        {
            PayloadOrChallengeResponse said = aid.ResponseStream.Current;
            ByteString bytes = said.DataCase == PayloadOrChallengeResponse.DataOneofCase.Payload ? said.Payload : said.ChallengeResponse;
            bytes = meddle?.Invoke(message, bytes) ?? bytes;

            // The server is called with the payload, not before.
            attest ??= new AttestClient(Attestor.Channel).Attest();
            await attest.RequestStream.WriteAsync(message == 0 ? new() { Payload = bytes } : new() { ChallengeResponse = bytes });
            Assert.True(await MovesAsync(attest.ResponseStream));
            if (attest.ResponseStream.Current.ResponseCase == AttestResponse.ResponseOneofCase.AgentAttributes)
            {
                return attest.ResponseStream.Current.AgentAttributes;
            }

            await aid.RequestStream.WriteAsync(new() { Challenge_ = attest.ResponseStream.Current.Challenge });
        }

        throw new InvalidOperationException("the agent's half ended first");
    }

    private Task<SpireHost> LoadComposerAsync() =>
        SpireHost.ConfiguredAsync("CredentialComposer", SpireHost.OfAServer, $"state_dir = \"{StateDirectory}\"\nstamp_evidence = true");

    private Task<SpireHost> LoadAttestorAsync() => SpireHost.ConfiguredAsync("NodeAttestor", SpireHost.OfAServer, options);

    // What went wrong inside stands in the plugin's log alone.
    private async Task<bool> MovesAsync(IAsyncStreamReader<AttestResponse> answers)
    {
        try
        {
            return await answers.MoveNext(TestContext.Current.CancellationToken);
        }
        catch (RpcException inside) when (inside.StatusCode == StatusCode.Internal)
        {
            throw new InvalidOperationException(string.Join('\n', Attestor.Plugin.Complaints), inside);
        }
    }

    /// <summary>An attestation that must be refused.</summary>
    /// <param name="node">The node.</param>
    /// <param name="code">With this code.</param>
    /// <param name="because">And with this in its text.</param>
    /// <param name="meddle">Changes what the agent's half says, by its number from 0.</param>
    public async Task<RpcException> RefusesAsync(SpireNode node, StatusCode code, string because, Func<int, ByteString, ByteString>? meddle)
    {
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => AttestAsync(node, meddle));
        Assert.Equal((code, refused.Status.Detail), (refused.StatusCode, refused.Status.Detail));
        Assert.Contains(because, refused.Status.Detail, StringComparison.Ordinal);
        return refused;
    }

    /// <summary>Asks for an agent's certificate.</summary>
    public async Task<ComposeAgentX509SVIDResponse> ComposeAsync(string spiffeId, ByteString publicKey) =>
        await new ComposeClient(Composer.Channel).ComposeAgentX509SVIDAsync(new()
        {
            SpiffeId = spiffeId,
            PublicKey = publicKey,
            Attributes = new() { Subject = new() { CommonName = "agent" } },
        });

    public async ValueTask DisposeAsync()
    {
        await Attestor.DisposeAsync();
        await Composer.DisposeAsync();
        site.Dispose();
    }

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
