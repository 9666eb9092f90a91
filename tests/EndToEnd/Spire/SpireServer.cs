// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Attestation.Catalog;
using Attestation.Documents;
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
    private readonly Scratch scratch = new();

    public SpireHost Attestor { get; private set; } = null!;

    public SpireHost Composer { get; private set; } = null!;

    public string StateDirectory => scratch.In("state");

    /// <summary>Starts both plugins.</summary>
    /// <param name="change">Changes the attestor's options, and those of its policy "p".</param>
    /// <param name="nodes">Whose simulated vendors' roots, Endorsements and measurements are accepted.</param>
    public static async Task<SpireServer> StartAsync(Action<JsonObject, JsonObject>? change, params SpireNode[] nodes)
    {
        SpireServer server = new();
        server.Composer = await SpireHost.LoadAsync("CredentialComposer", SpireHost.OfAServer);
        await server.Composer.ConfigureAsync($"state_dir = \"{server.StateDirectory}\"\nstamp_evidence = true");
        server.Attestor = await SpireHost.LoadAsync("NodeAttestor", SpireHost.OfAServer);
        await server.Attestor.ConfigureAsync(server.Options(change, nodes).ToJsonString());
        return server;
    }

    /// <summary>The attestor's options: JSON is what SPIRE's own tests write.</summary>
    public JsonObject Options(Action<JsonObject, JsonObject>? change, params SpireNode[] nodes)
    {
        JsonObject policy = Policy(nodes[0]);
        foreach (SpireNode each in nodes)
        {
            SaveEndorsements(each);
        }

        JsonObject options = new()
        {
            ["state_dir"] = StateDirectory,
            ["accept_simulated_unsafe"] = true,
            ["endorsement_dirs"] = new JsonArray([.. nodes.Select(each => (JsonNode)EndorsementsOf(each))]),
            ["policy"] = new JsonObject { ["p"] = policy },
        };
        change?.Invoke(options, policy);
        return options;
    }

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
        scratch.Dispose();
    }

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }

    private static JsonObject Policy(SpireNode node)
    {
        JsonObject policy = Snake(JsonNode.Parse(File.ReadAllText(Path.Combine(node.Site.Out!, "policy.json")))!).AsObject();
        policy.Remove("media_type");
        policy.Remove("name");
        return policy;
    }

    private string EndorsementsOf(SpireNode node) => scratch.In(Path.GetFileName(node.Site.Folder));

    private void SaveEndorsements(SpireNode node)
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(node.Site.Out!, "bundle.json"));
        Assert.True(new ProofBundleReader(TeeCatalog.Default.Tees).TryRead(bytes, out ProofBundle? bundle, out var malformed), malformed?.ToString());
        foreach (Endorsement each in bundle.Endorsements)
        {
            string file = Path.Combine(EndorsementsOf(node), each.Name + each.Suffix);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, each.Bytes.Span);
        }
    }

    // The keys of a policy file as a plugin's options have them.
    private static JsonNode Snake(JsonNode node) => node switch
    {
        JsonObject members => new JsonObject(members.Where(each => each.Value is not null).Select(each => KeyValuePair.Create(Snake(each.Key), (JsonNode?)Snake(each.Value!)))),
        JsonArray items => new JsonArray([.. items.Select(each => Snake(each!))]),
        _ => node.DeepClone(),
    };

    private static string Snake(string name) => string.Concat(name.Select(each => char.IsAsciiLetterUpper(each) ? $"_{char.ToLowerInvariant(each)}" : $"{each}"));
}
