// SPDX-License-Identifier: Apache-2.0

using YamlDotNet.RepresentationModel;

namespace Attestation.Deploy.Tests;

/// <summary>What SPIRE's chart accepts of a plugin, and what a reviewer looks for beside it.</summary>
public sealed class SpireValuesTests
{
    private const string Server = "spire-server";
    private const string Agent = "spire-agent";
    private static readonly YamlNode Values = Assert.Single(Manifest.Read("spire/values.yaml"));

    [Theory]
    [InlineData(Server)]
    [InlineData(Agent)]
    public void A_plugin_has_only_settings_that_the_chart_knows_and_is_held_to_its_digest(string side)
    {
        foreach (YamlMappingNode plugin in Plugins(side))
        {
            Assert.Equal(["plugin_cmd", "plugin_checksum", "plugin_data"], plugin.Children.Keys.Select(key => key.ToString()));
            Assert.Equal("/opt/spire/plugins/spire-tee-plugin", plugin.Text("plugin_cmd"));
            Assert.Matches("^[0-9a-f]{64}$", plugin.Text("plugin_checksum"));
        }
    }

    [Fact]
    public void The_chart_is_left_with_one_node_attestor_and_one_key_manager()
    {
        Assert.Equal("false", Values.Text($"{Server}.nodeAttestor.k8sPSAT.enabled"));
        Assert.Equal("false", Values.Text($"{Agent}.nodeAttestor.k8sPSAT.enabled"));
        Assert.Equal(("false", "false"), (Values.Text($"{Agent}.keyManager.memory.enabled"), Values.Text($"{Agent}.keyManager.disk.enabled")));
        Assert.Single((YamlMappingNode)Values.At($"{Agent}.customPlugins.nodeAttestor")!);
        Assert.Single((YamlMappingNode)Values.At($"{Agent}.customPlugins.keyManager")!);
    }

    [Fact]
    public void The_two_server_plugins_share_a_directory_in_memory()
    {
        string? state = Values.Text($"{Server}.customPlugins.nodeAttestor.tee.plugin_data.state_dir");

        Assert.Equal(state, Values.Text($"{Server}.customPlugins.credentialComposer.tee-key-binding.plugin_data.state_dir"));
        Assert.StartsWith(Values.Text($"{Server}.extraVolumeMounts.0.mountPath")!, state, StringComparison.Ordinal);
        Assert.Equal("Memory", Values.Text($"{Server}.extraVolumes.0.emptyDir.medium"));
    }

    [Fact]
    public void The_agent_sees_the_directory_of_one_socket_and_cannot_write_there()
    {
        Assert.Equal("/run/tee-agent/node", Assert.Single(Values.List($"{Agent}.extraVolumes")).Text("hostPath.path"));
        Assert.Equal(("/run/tee-agent/node", "true"), (Values.Text($"{Agent}.extraVolumeMounts.0.mountPath"), Values.Text($"{Agent}.extraVolumeMounts.0.readOnly")));
    }

    [Fact]
    public void Nothing_weakens_trust()
    {
        string[] names = [.. Values.AllNodes.OfType<YamlMappingNode>().SelectMany(each => each.Children.Keys).Select(key => key.ToString())];

        Assert.DoesNotContain(names, name => name.EndsWith("unsafe", StringComparison.OrdinalIgnoreCase) || name.Contains("insecure", StringComparison.OrdinalIgnoreCase));
        Assert.All([Server, Agent], side => Assert.Matches("^sha256:[0-9a-f]{64}$", Values.Text($"{side}.image.tag")));
    }

    private static IEnumerable<YamlMappingNode> Plugins(string side) =>
        ((YamlMappingNode)Values.At($"{side}.customPlugins")!).Children.Values.Cast<YamlMappingNode>().SelectMany(type => type.Children.Values).Cast<YamlMappingNode>();
}
