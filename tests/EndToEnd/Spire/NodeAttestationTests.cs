// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Attestation.SpirePlugin.Protos.CredentialComposer;
using Attestation.SpirePlugin.Protos.ServerNodeAttestor;
using Attestation.SpirePlugin.Tests.ScriptedHost;
using Attestation.Tdx.Simulator;
using Attestation.Wire;
using Google.Protobuf;
using Grpc.Core;

namespace Attestation.EndToEnd.Spire;

/// <summary>A node's whole way to its certificate, in processes: simulated machine, attestation agent, four plugins, a SPIRE that this test plays.</summary>
public sealed class NodeAttestationTests
{
    [Theory]
    [InlineData("tdx")]
    [InlineData("sev-snp")]
    public async Task A_measured_node_gets_a_certificate_for_the_attested_key_once(string tee)
    {
        await using SpireNode node = await SpireNode.StartAsync(tee);
        await using SpireServer server = await SpireServer.StartAsync(null, node);
        ByteString key = await node.GenerateKeyAsync();

        AgentAttributes attributes = await server.AttestAsync(node);
        ComposeAgentX509SVIDResponse composed = await server.ComposeAsync(attributes.SpiffeId, key);
        RpcException again = await Assert.ThrowsAsync<RpcException>(() => server.ComposeAsync(attributes.SpiffeId, key));

        Assert.StartsWith("spiffe://example.org/spire/agent/tee/boot/", attributes.SpiffeId, StringComparison.Ordinal);
        Assert.True(attributes.CanReattest);
        Assert.Superset(
            new HashSet<string> { $"tee:{tee}", "policy:p", "simulated:true", "debug:false", "key-bound:true", "instance:boot", tee == "tdx" ? "anchor:rtmr3" : "anchor:none" },
            attributes.SelectorValues.ToHashSet());
        Assert.Equal(attributes.SelectorValues.Order(StringComparer.Ordinal), attributes.SelectorValues);
        X509Extension stamp = Assert.Single(composed.Attributes.ExtraExtensions);
        Assert.Equal(("1.3.6.1.5.5.7.1.35", "agent"), (stamp.Oid, composed.Attributes.Subject.CommonName));
        Assert.Equal(StatusCode.PermissionDenied, again.StatusCode);
    }

    [Fact]
    public async Task A_node_attests_again_with_a_new_key_under_the_same_id()
    {
        await using SpireNode node = await SpireNode.StartAsync();
        await using SpireServer server = await SpireServer.StartAsync(null, node);
        ByteString first = await node.GenerateKeyAsync();
        string id = (await server.AttestAsync(node)).SpiffeId;
        await server.ComposeAsync(id, first);
        ByteString second = await node.GenerateKeyAsync();

        Assert.Equal(id, (await server.AttestAsync(node)).SpiffeId);
        await server.ComposeAsync(id, second);
    }

    [Fact]
    public async Task Many_attestations_of_one_node_at_once_each_get_their_certificate()
    {
        await using SpireNode node = await SpireNode.StartAsync();
        await using SpireServer server = await SpireServer.StartAsync(null, node);
        ByteString key = await node.GenerateKeyAsync();
        await server.AttestAsync(node);

        AgentAttributes[] all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => server.AttestAsync(node)));

        await Task.WhenAll(all.Select(each => server.ComposeAsync(each.SpiffeId, key)).Append(server.ComposeAsync(all[0].SpiffeId, key)));
        await Assert.ThrowsAsync<RpcException>(() => server.ComposeAsync(all[0].SpiffeId, key));
    }

    [Fact]
    public async Task What_the_node_booted_becomes_selectors_where_they_are_asked_for()
    {
        await using SpireNode node = await SpireNode.StartAsync();
        await using SpireServer server = await SpireServer.StartAsync((options, _) => options["selectors"] = new JsonArray("event"), node);
        await node.GenerateKeyAsync();

        AgentAttributes attributes = await server.AttestAsync(node);

        Assert.Equal(
            [
                $"event:first-program:{Hex.Of(SHA384.HashData("kernel image"u8))}",
                $"event:kernel-cmdline:{Hex.Of(SHA256.HashData(Encoding.UTF8.GetBytes(SimulatedBoot.CommandLine)))}",
                "event:secure-boot:false",
            ],
            attributes.SelectorValues.Where(each => each.StartsWith("event:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Unbound_keys_are_attested_only_where_that_is_said_and_then_it_is_selected()
    {
        await using SpireNode node = await SpireNode.StartAsync();
        await using SpireServer server = await SpireServer.StartAsync((options, _) => options["allow_unbound_keys_unsafe"] = true, node);
        await node.GenerateKeyAsync();
        server.Composer.Plugin.Kill();
        await server.Composer.Plugin.Exited;

        Assert.Contains("key-bound:false", (await server.AttestAsync(node)).SelectorValues);
    }
}
