// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Attestation.EndToEnd.Processes;
using Attestation.SpirePlugin.Tests.GoPlugin;

namespace Attestation.EndToEnd.Spire;

/// <summary>The whole way to a certificate where the real hashicorp/go-plugin carries every message.</summary>
public sealed class GoPluginAttestationTests
{
    [Theory]
    [InlineData("tdx", "anchor:rtmr3")]
    [InlineData("sev-snp", "anchor:none")]
    public async Task A_measured_node_gets_its_certificate_once_under_the_real_go_plugin(string tee, string anchor)
    {
        using AgentSite node = new() { Tee = tee };
        node.Out = Path.Combine(node.Folder, "out");
        using AgentProcess agent = await node.StartAsync();
        using ServerSite server = new();

        JsonElement seen = GoHost.Attest(
            server.Temporary,
            $"agent_socket_dir = \"{node.Sockets}\"",
            server.Options(null, node).ToJsonString(),
            $"state_dir = \"{server.StateDirectory}\"");

        Assert.Equal("", seen.GetProperty("error").GetString());
        Assert.StartsWith("spiffe://example.org/spire/agent/tee/boot/", seen.GetProperty("id").GetString(), StringComparison.Ordinal);
        Assert.Superset(
            new HashSet<string?> { $"tee:{tee}", "policy:p", "key-bound:true", anchor },
            seen.GetProperty("selectors").EnumerateArray().Select(each => each.GetString()).ToHashSet());
        Assert.True(seen.GetProperty("composed").GetBoolean());
        Assert.Contains("PermissionDenied", seen.GetProperty("again").GetString(), StringComparison.Ordinal);
        Assert.Equal([0, 0, 0, 0], seen.GetProperty("exitCodes").EnumerateArray().Select(each => each.GetInt32()));
    }
}
