// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Attestation.SpirePlugin.Configuration;
using Attestation.SpirePlugin.Hosting;
using Attestation.SpirePlugin.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Attestation.SpirePlugin.Tests.Pages;

public sealed class PluginPageTests
{
    public static TheoryData<string> Roles => [.. PluginRoles.All.Select(each => each.Argument)];

    [Theory]
    [MemberData(nameof(Roles))]
    public void Page_names_the_plugin_as_SPIREs_own_pages_do(string argument)
    {
        IPluginRole role = Of(argument);

        Assert.Matches($"^# {role.Side} plugin: {role.PluginType} \"[a-z-]+\"$", PluginPage.Of(role).Title);
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public void Sample_starts_this_role(string argument)
    {
        IPluginRole role = Of(argument);
        string sample = PluginPage.Of(role).Sample;

        Assert.Contains($"{role.PluginType} \"", sample, StringComparison.Ordinal);
        Assert.Contains($"[\"{argument.Replace(" ", "\", \"", StringComparison.Ordinal)}\"]", sample, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public void Options_of_the_page_are_known_and_their_defaults_are_good(string argument)
    {
        IPluginRole role = Of(argument);
        JsonObject defaults = [.. PluginPage.Of(role).Options.Where(each => each.Default is not null).Select(each => KeyValuePair.Create(each.Name, each.Default))];
        Assert.NotEmpty(defaults);
        using ServiceProvider services = RoleServices.Of(role).BuildServiceProvider();
        ReadOptions read = ReadOptions.Of(
            new() { TrustDomain = "example.org" }, defaults.ToJsonString(), services.GetRequiredKeyedService<IPluginConfiguration>(argument));

        Assert.DoesNotContain(read.Problems, problem => defaults.Any(option => problem.Contains(option.Key, StringComparison.Ordinal)));
    }

    private static IPluginRole Of(string argument) => PluginRoles.All.Single(each => each.Argument == argument);
}
