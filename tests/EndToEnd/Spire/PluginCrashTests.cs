// SPDX-License-Identifier: Apache-2.0

using Attestation.SpirePlugin.Protos.ServerNodeAttestor;
using Google.Protobuf;
using Grpc.Core;

namespace Attestation.EndToEnd.Spire;

/// <summary>SIGKILL for one plugin after the other: an outage, never a certificate; whoever is started next serves from what it left.</summary>
public sealed class PluginCrashTests
{
    [Fact]
    public async Task A_composer_that_crashes_between_attestation_and_certificate_costs_the_certificate()
    {
        await using SpireNode node = await SpireNode.StartAsync();
        await using SpireServer server = await SpireServer.StartAsync(null, node);
        ByteString key = await node.GenerateKeyAsync();
        string id = (await server.AttestAsync(node)).SpiffeId;

        await server.CrashComposerAsync();

        Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(() => server.ComposeAsync(id, key))).StatusCode);
        await CertifiedAsync(server, node, key);
    }

    [Fact]
    public async Task An_attestor_of_the_server_that_crashes_in_an_attestation_ends_it()
    {
        await using SpireNode node = await SpireNode.StartAsync();
        await using SpireServer server = await SpireServer.StartAsync(null, node);
        ByteString key = await node.GenerateKeyAsync();
        using AsyncDuplexStreamingCall<AttestRequest, AttestResponse> open = new NodeAttestor.NodeAttestorClient(server.Attestor.Channel).Attest();
        await open.RequestStream.WriteAsync(new() { Payload = ByteString.CopyFromUtf8("{\"version\":1,\"tees\":[\"tdx\"]}") });
        Assert.True(await open.ResponseStream.MoveNext(CancellationToken.None));

        server.Attestor.Plugin.Kill();
        await Assert.ThrowsAsync<RpcException>(() => open.ResponseStream.MoveNext(CancellationToken.None));
        await server.CrashAttestorAsync();

        await CertifiedAsync(server, node, key);
    }

    [Fact]
    public async Task A_key_manager_that_crashes_takes_its_keys_along()
    {
        await using SpireNode node = await SpireNode.StartAsync();
        await using SpireServer server = await SpireServer.StartAsync(null, node);
        await node.GenerateKeyAsync();

        await node.CrashKeysAsync();

        await server.RefusesAsync(node, StatusCode.FailedPrecondition, "no-key", null);
        await CertifiedAsync(server, node, await node.GenerateKeyAsync());
    }

    [Fact]
    public async Task An_attestor_of_the_agent_that_crashes_leaves_the_keys_where_they_are()
    {
        await using SpireNode node = await SpireNode.StartAsync();
        await using SpireServer server = await SpireServer.StartAsync(null, node);
        ByteString key = await node.GenerateKeyAsync();

        await node.CrashAttestorAsync();

        await CertifiedAsync(server, node, key);
    }

    private static async Task CertifiedAsync(SpireServer server, SpireNode node, ByteString key) =>
        Assert.NotNull((await server.ComposeAsync((await server.AttestAsync(node)).SpiffeId, key)).Attributes);
}
