// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Attestation.SpirePlugin.Hosting;

namespace Attestation.SpirePlugin.Tests.GoPlugin;

/// <summary>The real hashicorp/go-plugin on the other end.</summary>
public sealed class RealGoPluginTests
{
    public static TheoryData<string> Roles => [.. PluginRoles.All.Select(each => each.Argument)];

    [Theory]
    [MemberData(nameof(Roles))]
    public void Role_lives_from_Init_to_Shutdown_under_the_real_go_plugin(string argument)
    {
        IPluginRole role = PluginRoles.All.Single(each => each.Argument == argument);
        JsonElement seen = GoHost.Load(role.PluginType, role.Side == PluginSide.Server ? "server" : "agent", "", argument.Split(' '));

        Assert.Equal("", seen.GetProperty("error").GetString());
        Assert.Equal([role.ServiceName, "spire.service.common.config.v1.Config"], Texts(seen, "services"));
        Assert.True(seen.GetProperty("ping").GetBoolean());
        Assert.Equal(0, seen.GetProperty("exitCode").GetInt32());
        Assert.DoesNotContain("plugin failed to exit gracefully", Messages(seen));
    }

    [Fact]
    public void Key_is_made_and_signs_under_the_other_implementations_verification() =>
        Assert.True(GoHost.Load("KeyManager", "agent", "").GetProperty("signed").GetBoolean());

    [Fact]
    public void Log_line_is_one_of_SPIREs_with_its_level_and_fields()
    {
        JsonElement ready = GoHost.Load("KeyManager", "agent", "").GetProperty("log").EnumerateArray()
            .Single(each => each.GetProperty("@message").GetString() == "Plugin ready");

        Assert.Equal("info", ready.GetProperty("@level").GetString());
        Assert.Equal("agent key-manager", ready.GetProperty("role").GetString());
    }

    [Fact]
    public void Wrong_options_are_notes_of_Validate()
    {
        JsonElement seen = GoHost.Load("KeyManager", "agent", """{"other":1}""");

        Assert.Equal(["line 1: other: is not a known key, want one of agent_socket_dir"], Texts(seen, "notes"));
        Assert.Equal(0, seen.GetProperty("exitCode").GetInt32());
    }

    [Fact]
    public void Side_without_a_role_is_refused_by_Init_and_the_plugin_ends_in_order()
    {
        JsonElement seen = GoHost.Load("KeyManager", "server", "");

        Assert.Contains("this is no plugin for a SPIRE server", seen.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, seen.GetProperty("exitCode").GetInt32());
    }

    private static string?[] Texts(JsonElement seen, string name) => [.. seen.GetProperty(name).EnumerateArray().Select(each => each.GetString())];

    private static string?[] Messages(JsonElement seen) =>
        [.. seen.GetProperty("log").EnumerateArray().Select(each => each.GetProperty("@message").GetString())];
}
