// SPDX-License-Identifier: Apache-2.0

using Attestation.SpirePlugin.Hosting;
using Attestation.SpirePlugin.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Attestation.SpirePlugin.Tests.Hosting;

/// <summary>What a role finds in the container, and what it adds.</summary>
internal static class RoleServices
{
    public static ServiceCollection Of(IPluginRole role)
    {
        ServiceCollection services = new();
        services.AddLogging().AddSingleton(TimeProvider.System).AddSingleton<PluginLife>().AddSingleton<HostServices>()
            .AddSingleton<HostMetrics>().AddSingleton<IPluginMetrics>(all => all.GetRequiredService<HostMetrics>());
        role.AddServices(services);
        return services;
    }
}
