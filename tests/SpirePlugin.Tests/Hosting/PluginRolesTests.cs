// SPDX-License-Identifier: Apache-2.0

using Attestation.Configuration;
using Attestation.SpirePlugin.Configuration;
using Attestation.SpirePlugin.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Attestation.SpirePlugin.Tests.Hosting;

public sealed class PluginRolesTests
{
    public static TheoryData<string> Roles => [.. PluginRoles.All.Select(each => each.Argument)];

    [Fact]
    public void No_two_roles_share_argument_service_or_cookie_with_side()
    {
        Assert.Distinct(PluginRoles.All.Select(each => each.Argument));
        Assert.Distinct(PluginRoles.All.Select(each => each.ServiceName));
        Assert.Distinct(PluginRoles.All.Select(each => (each.PluginType, each.Side)));
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public void Names_of_a_role_agree(string argument)
    {
        IPluginRole role = Of(argument);
        string side = role.Side.ToString().ToLowerInvariant();

        Assert.Equal($"spire.plugin.{side}.{role.PluginType.ToLowerInvariant()}.v1.{role.PluginType}", role.ServiceName);
        Assert.Equal($"{side} {role.PluginType}", argument.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public void Role_reads_options_and_runs_nothing_before_they_are_in_force(string argument)
    {
        ServiceCollection services = RoleServices.Of(Of(argument));
        Assert.DoesNotContain(services, each => each.ServiceType == typeof(IHostedService));
        using ServiceProvider made = services.BuildServiceProvider();
        List<ConfigProblem> problems = [];
        made.GetRequiredKeyedService<IPluginConfiguration>(argument).Read(new ConfigSection(null, "", problems), TrustDomainName.Unnamed);
        Assert.DoesNotContain(problems, each => each.Reason.Length == 0);
    }

    private static IPluginRole Of(string argument) => PluginRoles.All.Single(each => each.Argument == argument);
}
