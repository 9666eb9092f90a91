// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Grpc.Core;

namespace Attestation.EndToEnd.Spire;

/// <summary>Nodes that are what they say, and not what the policy wants: each refused with its own reason.</summary>
public sealed class NodeRefusalTests
{
    [Fact]
    public async Task A_measurement_that_no_policy_names_is_refused_and_not_told()
    {
        string wanted = new('a', 96);
        await using SpireNode node = await SpireNode.StartAsync();
        await using SpireServer server = await SpireServer.StartAsync(
            (_, policy) => policy["tdx"]!["reference_values"] = new JsonArray(new JsonObject { ["mr_td"] = new JsonArray(wanted) }), node);
        await node.GenerateKeyAsync();

        RpcException refused = await server.RefusesAsync(node, StatusCode.PermissionDenied, "TDX-REF-01", null);

        Assert.DoesNotContain(wanted, refused.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_simulated_machine_is_refused_without_opt_in()
    {
        await using SpireNode node = await SpireNode.StartAsync();
        await using SpireServer server = await SpireServer.StartAsync((options, _) => options.Remove("accept_simulated_unsafe"), node);
        await node.GenerateKeyAsync();

        await server.RefusesAsync(node, StatusCode.PermissionDenied, "accept_simulated_unsafe", null);
    }

    [Fact]
    public async Task A_program_that_is_not_pinned_is_refused()
    {
        await using SpireNode node = await SpireNode.StartAsync();
        await using SpireServer server = await SpireServer.StartAsync(
            (_, policy) => policy["node"] = new JsonObject { ["agents"] = new JsonArray(), ["callers"] = new JsonArray(new string('b', 64)) }, node);
        await node.GenerateKeyAsync();

        await server.RefusesAsync(node, StatusCode.PermissionDenied, "STM-12", null);
    }

    [Fact]
    public async Task A_TCB_older_than_the_policy_is_refused()
    {
        await using SpireNode node = await SpireNode.StartAsync();
        await using SpireServer server = await SpireServer.StartAsync(
            (_, policy) => policy["tdx"]!["tcb"] = new JsonObject { ["minimum_tee_tcb_svn"] = new string('f', 32) }, node);
        await node.GenerateKeyAsync();

        await server.RefusesAsync(node, StatusCode.PermissionDenied, "TDX-TCB", null);
    }

    [Theory]
    [InlineData("tdx", "td-attribute-0", "TDX-ATT-01")]
    [InlineData("sev-snp", "guest-debug", "SNP-GPO-01")]
    public async Task A_guest_that_its_host_may_debug_is_refused(string tee, string fault, string rule)
    {
        await using SpireNode node = await SpireNode.StartAsync(tee, fault: fault);
        await using SpireServer server = await SpireServer.StartAsync(null, node);
        await node.GenerateKeyAsync();

        await server.RefusesAsync(node, StatusCode.PermissionDenied, rule, null);
    }

    [Fact]
    public async Task A_denied_chip_is_refused_whatever_its_id()
    {
        await using SpireNode node = await SpireNode.StartAsync("sev-snp");
        await using SpireServer server = await SpireServer.StartAsync((_, policy) => policy["sev_snp"]!["deny_chip_ids"] = new JsonArray(ChipIdOf(node)), node);
        await node.GenerateKeyAsync();

        await server.RefusesAsync(node, StatusCode.PermissionDenied, "SNP-PLT-01", null);
    }

    [Fact]
    public async Task A_missing_endorsement_is_an_outage_and_no_refusal()
    {
        await using SpireNode node = await SpireNode.StartAsync();
        await using SpireServer server = await SpireServer.StartAsync((options, _) => options["endorsement_dirs"] = new JsonArray(), node);
        await node.GenerateKeyAsync();

        await server.RefusesAsync(node, StatusCode.Unavailable, "policy p", null);
    }

    [Fact]
    public async Task A_key_manager_of_another_agent_gives_no_key()
    {
        await using SpireNode other = await SpireNode.StartAsync();
        await using SpireNode node = await SpireNode.StartAsync(keysOf: other.Site.Sockets);
        await using SpireServer server = await SpireServer.StartAsync(null, node);
        await node.GenerateKeyAsync();

        RpcException refused = await server.RefusesAsync(node, StatusCode.FailedPrecondition, "no-key", null);
        Assert.Contains("attestation agent", refused.Status.Detail, StringComparison.Ordinal);
    }

    // CHIP_ID, 64 bytes at 0x1A0 of the report.
    private static string ChipIdOf(SpireNode node)
    {
        JsonNode bundle = JsonNode.Parse(File.ReadAllText(Path.Combine(node.Site.Out!, "bundle.json")))!;
        JsonNode report = bundle["logs"]![0]!["evidences"]![0]!["parts"]!.AsArray().Single(part => part!["name"]!.GetValue<string>() == "report")!;
        return Convert.ToHexStringLower(Convert.FromBase64String(report["data"]!.GetValue<string>()).AsSpan(0x1A0, 64));
    }
}
