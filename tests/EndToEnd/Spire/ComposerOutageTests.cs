// SPDX-License-Identifier: Apache-2.0

using Attestation.SpirePlugin.Protos.CredentialComposer;
using Attestation.SpirePlugin.Tests.ScriptedHost;
using Google.Protobuf;
using Grpc.Core;

namespace Attestation.EndToEnd.Spire;

/// <summary>No certificate without a composer that will enforce the attested key; and the composer in nobody else's way.</summary>
public sealed class ComposerOutageTests
{
    [Fact]
    public async Task Without_a_composer_nothing_is_attested()
    {
        await using SpireNode node = await SpireNode.StartAsync();
        await using SpireServer server = await SpireServer.StartAsync(null, node);
        await node.GenerateKeyAsync();
        await server.AttestAsync(node);
        server.Composer.Plugin.Kill();
        await server.Composer.Plugin.Exited;

        await server.RefusesAsync(node, StatusCode.Unavailable, "no credential composer answers", null);
    }

    [Fact]
    public async Task An_id_outside_the_composer_s_prefixes_is_not_attested()
    {
        await using SpireNode node = await SpireNode.StartAsync();
        await using SpireServer server = await SpireServer.StartAsync((options, _) => options["agent_path_template"] = "/elsewhere/{{ .RunId }}", node);
        await node.GenerateKeyAsync();

        await server.RefusesAsync(node, StatusCode.FailedPrecondition, "agent_path_prefixes", null);
    }

    [Fact]
    public async Task The_composer_answers_for_everybody_else_and_never_unimplemented()
    {
        await using SpireNode node = await SpireNode.StartAsync();
        await using SpireServer server = await SpireServer.StartAsync(null, node);
        CredentialComposer.CredentialComposerClient composer = new(server.Composer.Channel);

        Assert.Null((await server.ComposeAsync("spiffe://example.org/spire/agent/join_token/x", ByteString.CopyFromUtf8("k"))).Attributes);
        Assert.Null((await server.ComposeAsync("spiffe://other.org/spire/agent/tee/x", ByteString.CopyFromUtf8("k"))).Attributes);
        Assert.Null((await composer.ComposeServerX509CAAsync(new())).Attributes);
        Assert.Null((await composer.ComposeServerX509SVIDAsync(new())).Attributes);
        Assert.Null((await composer.ComposeWorkloadX509SVIDAsync(new() { SpiffeId = "spiffe://example.org/for/health/check/only" })).Attributes);
        Assert.Null((await composer.ComposeWorkloadJWTSVIDAsync(new())).Attributes);
        Method<ComposeAgentX509SVIDRequest, ComposeAgentX509SVIDResponse> unknown = new(
            MethodType.Unary, "spire.plugin.server.credentialcomposer.v1.CredentialComposer", "ComposeSomethingNew",
            Marshallers.Create(each => each.ToByteArray(), ComposeAgentX509SVIDRequest.Parser.ParseFrom),
            Marshallers.Create(each => each.ToByteArray(), ComposeAgentX509SVIDResponse.Parser.ParseFrom));
        RpcException refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await server.Composer.Channel.CreateCallInvoker().AsyncUnaryCall(unknown, null, new(), new ComposeAgentX509SVIDRequest()));
        Assert.Equal(StatusCode.Internal, refused.StatusCode);
    }

    [Fact]
    public async Task A_second_composer_on_the_directory_is_refused()
    {
        await using SpireNode node = await SpireNode.StartAsync();
        await using SpireServer server = await SpireServer.StartAsync(null, node);
        await using SpireHost second = await SpireHost.LoadAsync("CredentialComposer", SpireHost.OfAServer);

        Assert.Empty(await second.ValidateAsync($"state_dir = \"{server.StateDirectory}\""));
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => second.ConfigureAsync($"state_dir = \"{server.StateDirectory}\""));
        Assert.Contains("another process holds it", refused.Status.Detail, StringComparison.Ordinal);
    }
}
