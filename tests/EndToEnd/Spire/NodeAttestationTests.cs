// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Attestation.EndToEnd.Clients;
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
    public async Task Evidence_of_one_machine_is_no_certificate_for_a_key_of_another()
    {
        await using SpireNode node = await SpireNode.StartAsync();
        await using SpireServer server = await SpireServer.StartAsync(null, node);
        await node.GenerateKeyAsync();
        using System.Security.Cryptography.ECDsa other = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);

        AgentAttributes attributes = await server.AttestAsync(node);

        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => server.ComposeAsync(attributes.SpiffeId, ByteString.CopyFrom(other.ExportSubjectPublicKeyInfo())));
        Assert.Equal(StatusCode.PermissionDenied, refused.StatusCode);
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
    public async Task An_answer_to_another_nonce_is_refused()
    {
        await using SpireNode node = await SpireNode.StartAsync();
        await using SpireServer server = await SpireServer.StartAsync(null, node);
        await node.GenerateKeyAsync();
        ByteString? recorded = null;
        await server.AttestAsync(node, (message, bytes) => message == 1 ? recorded = bytes : bytes);

        await RefusedAsync(server, node, StatusCode.PermissionDenied, "STM-08", (message, bytes) => message == 1 ? recorded! : bytes);
    }

    [Fact]
    public async Task A_statement_for_another_trust_domain_is_refused()
    {
        await using SpireNode node = await SpireNode.StartAsync();
        await using SpireServer server = await SpireServer.StartAsync(null, node);
        await node.GenerateKeyAsync();
        await node.Attestor.ConfigureAsync($"agent_socket_dir = \"{node.Site.Sockets}\"", "other.org");

        await RefusedAsync(server, node, StatusCode.PermissionDenied, "STM-0", null);
    }

    [Fact]
    public async Task A_measurement_that_no_policy_names_is_refused_and_not_told()
    {
        string wanted = new('a', 96);
        await using SpireNode node = await SpireNode.StartAsync();
        await using SpireServer server = await SpireServer.StartAsync(
            (_, policy) => policy["tdx"]!["reference_values"] = new JsonArray(new JsonObject { ["mr_td"] = new JsonArray(wanted) }), node);
        await node.GenerateKeyAsync();

        RpcException refused = await RefusedAsync(server, node, StatusCode.PermissionDenied, "TDX-REF-01", null);

        Assert.DoesNotContain(wanted, refused.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_simulated_machine_is_refused_without_opt_in()
    {
        await using SpireNode node = await SpireNode.StartAsync();
        await using SpireServer server = await SpireServer.StartAsync((options, _) => options.Remove("accept_simulated_unsafe"), node);
        await node.GenerateKeyAsync();

        await RefusedAsync(server, node, StatusCode.PermissionDenied, "accept_simulated_unsafe", null);
    }

    [Fact]
    public async Task A_program_that_is_not_pinned_is_refused()
    {
        await using SpireNode node = await SpireNode.StartAsync();
        await using SpireServer server = await SpireServer.StartAsync(
            (_, policy) => policy["node"] = new JsonObject { ["agents"] = new JsonArray(), ["callers"] = new JsonArray(new string('b', 64)) }, node);
        await node.GenerateKeyAsync();

        await RefusedAsync(server, node, StatusCode.PermissionDenied, "STM-12", null);
    }

    [Fact]
    public async Task A_TCB_older_than_the_policy_is_refused()
    {
        await using SpireNode node = await SpireNode.StartAsync();
        await using SpireServer server = await SpireServer.StartAsync(
            (_, policy) => policy["tdx"]!["tcb"] = new JsonObject { ["minimum_tee_tcb_svn"] = new string('f', 32) }, node);
        await node.GenerateKeyAsync();

        await RefusedAsync(server, node, StatusCode.PermissionDenied, "TDX-TCB", null);
    }

    [Theory]
    [InlineData("tdx", "td-attribute-0", "TDX-ATT-01")]
    [InlineData("sev-snp", "guest-debug", "SNP-GPO-01")]
    public async Task A_guest_that_its_host_may_debug_is_refused(string tee, string fault, string rule)
    {
        await using SpireNode node = await SpireNode.StartAsync(tee, fault: fault);
        await using SpireServer server = await SpireServer.StartAsync(null, node);
        await node.GenerateKeyAsync();

        await RefusedAsync(server, node, StatusCode.PermissionDenied, rule, null);
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
    public async Task A_denied_chip_is_refused_whatever_its_id()
    {
        await using SpireNode node = await SpireNode.StartAsync("sev-snp");
        await using SpireServer server = await SpireServer.StartAsync((_, policy) => policy["sev_snp"]!["deny_chip_ids"] = new JsonArray(ChipIdOf(node)), node);
        await node.GenerateKeyAsync();

        await RefusedAsync(server, node, StatusCode.PermissionDenied, "SNP-PLT-01", null);
    }

    [Theory]
    [InlineData(1 << 10)]
    [InlineData(4 << 20)]
    public async Task Five_hundred_half_open_attestations_keep_a_good_one_from_nothing(int payload)
    {
        await using SpireNode node = await SpireNode.StartAsync();
        await using SpireServer server = await SpireServer.StartAsync(null, node);
        await node.GenerateKeyAsync();
        await server.AttestAsync(node);
        SpirePlugin.Protos.ServerNodeAttestor.NodeAttestor.NodeAttestorClient client = new(server.Attestor.Channel);
        ByteString anonymous = ByteString.CopyFromUtf8($"{{\"version\":1,\"tees\":[\"tdx\"],\"x\":\"{new string('x', payload)}\"}}");
        AsyncDuplexStreamingCall<AttestRequest, AttestResponse>[] open = [.. Enumerable.Range(0, 500).Select(_ => client.Attest())];
        Task[] writing = [.. open.Select(each => WrittenAsync(each, anonymous))];

        AgentAttributes[] good = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => server.AttestAsync(node))).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(10, good.Length);
        Assert.InRange(server.Attestor.Plugin.ResidentKilobytes(), 1, 512 << 10);
        Array.ForEach(open, each => each.Dispose());
        await Task.WhenAll(writing);
    }

    [Fact]
    public async Task A_missing_endorsement_is_an_outage_and_no_refusal()
    {
        await using SpireNode node = await SpireNode.StartAsync();
        await using SpireServer server = await SpireServer.StartAsync((options, _) => options["endorsement_dirs"] = new JsonArray(), node);
        await node.GenerateKeyAsync();

        await RefusedAsync(server, node, StatusCode.Unavailable, "policy p", null);
    }

    [Theory]
    [InlineData("statement", StatusCode.PermissionDenied, "LOG-04")]
    [InlineData("logKey", StatusCode.PermissionDenied, "LOG-02")]
    [InlineData("logStart", StatusCode.PermissionDenied, "LOG-04")]
    public async Task A_changed_part_is_refused(string part, StatusCode code, string because)
    {
        await using SpireNode node = await SpireNode.StartAsync();
        await using SpireServer server = await SpireServer.StartAsync(null, node);
        await node.GenerateKeyAsync();

        await RefusedAsync(server, node, code, because, (message, bytes) => message == 1 ? Changed(bytes, part) : bytes);
    }

    [Fact]
    public async Task A_tampered_event_log_is_refused()
    {
        await using SpireNode node = await SpireNode.StartAsync();
        await using SpireServer server = await SpireServer.StartAsync(null, node);
        await node.GenerateKeyAsync();
        bool isAsked = false;

        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => server.AttestAsync(node, (message, bytes) =>
        {
            isAsked |= message == 2;
            return message == 2 ? Changed(bytes, "data") : bytes;
        }));

        Assert.True(isAsked);
        Assert.Equal(StatusCode.PermissionDenied, refused.StatusCode);
        Assert.Contains("event log", refused.Status.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 20_000)]
    [InlineData(1, 200_000)]
    public async Task A_message_that_is_too_large_is_malformed(int at, int length)
    {
        await using SpireNode node = await SpireNode.StartAsync();
        await using SpireServer server = await SpireServer.StartAsync(null, node);
        await node.GenerateKeyAsync();

        await RefusedAsync(server, node, StatusCode.InvalidArgument, "", (message, bytes) => message == at ? ByteString.CopyFromUtf8($"{{\"version\":1,\"x\":\"{new string('x', length)}\"}}") : bytes);
    }

    [Fact]
    public async Task Without_a_composer_nothing_is_attested()
    {
        await using SpireNode node = await SpireNode.StartAsync();
        await using SpireServer server = await SpireServer.StartAsync(null, node);
        await node.GenerateKeyAsync();
        await server.AttestAsync(node);
        server.Composer.Plugin.Kill();
        await server.Composer.Plugin.Exited;

        await RefusedAsync(server, node, StatusCode.Unavailable, "no credential composer answers", null);
    }

    [Fact]
    public async Task An_id_outside_the_composer_s_prefixes_is_not_attested()
    {
        await using SpireNode node = await SpireNode.StartAsync();
        await using SpireServer server = await SpireServer.StartAsync((options, _) => options["agent_path_template"] = "/elsewhere/{{ .RunId }}", node);
        await node.GenerateKeyAsync();

        await RefusedAsync(server, node, StatusCode.FailedPrecondition, "agent_path_prefixes", null);
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

    [Fact]
    public async Task A_key_manager_of_another_agent_gives_no_key()
    {
        await using SpireNode other = await SpireNode.StartAsync();
        await using SpireNode node = await SpireNode.StartAsync(keysOf: other.Site.Sockets);
        await using SpireServer server = await SpireServer.StartAsync(null, node);
        await node.GenerateKeyAsync();

        RpcException refused = await RefusedAsync(server, node, StatusCode.FailedPrecondition, "no-key", null);
        Assert.Contains("attestation agent", refused.Status.Detail, StringComparison.Ordinal);
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

    private static async Task<RpcException> RefusedAsync(
        SpireServer server, SpireNode node, StatusCode code, string because, Func<int, ByteString, ByteString>? meddle)
    {
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => server.AttestAsync(node, meddle));
        Assert.Equal((code, refused.Status.Detail), (refused.StatusCode, refused.Status.Detail));
        Assert.Contains(because, refused.Status.Detail, StringComparison.Ordinal);
        return refused;
    }

    // A payload that is too large is refused while it is written.
    private static async Task WrittenAsync(AsyncDuplexStreamingCall<AttestRequest, AttestResponse> call, ByteString payload)
    {
        try
        {
            await call.RequestStream.WriteAsync(new() { Payload = payload });
        }
        catch (Exception refused) when (refused is RpcException or InvalidOperationException or OperationCanceledException)
        {
            // As it should.
        }
    }

    // CHIP_ID, 64 bytes at 0x1A0 of the report.
    private static string ChipIdOf(SpireNode node)
    {
        JsonNode bundle = JsonNode.Parse(File.ReadAllText(Path.Combine(node.Site.Out!, "bundle.json")))!;
        JsonNode report = bundle["logs"]![0]!["evidences"]![0]!["parts"]!.AsArray().Single(part => part!["name"]!.GetValue<string>() == "report")!;
        return Convert.ToHexStringLower(Convert.FromBase64String(report["data"]!.GetValue<string>()).AsSpan(0x1A0, 64));
    }

    private static ByteString Changed(ByteString message, string part)
    {
        JsonObject json = JsonNode.Parse(message.Span)!.AsObject();
        byte[] bytes = Convert.FromBase64String(json[part]!.GetValue<string>());
        string text = Encoding.UTF8.GetString(bytes);
        int at = part == "statement" ? text.IndexOf("\"uid\":", StringComparison.Ordinal) + 6 : part == "logStart" ? text.IndexOf("\"sha256\":\"", StringComparison.Ordinal) + 10 : bytes.Length / 2;
        bytes[at] = (byte)(bytes[at] == (byte)'1' ? '2' : '1');
        json[part] = Convert.ToBase64String(bytes);
        return ByteString.CopyFromUtf8(json.ToJsonString());
    }
}
