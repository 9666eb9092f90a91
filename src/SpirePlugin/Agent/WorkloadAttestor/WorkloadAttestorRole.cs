// SPDX-License-Identifier: Apache-2.0

using Attestation.SpirePlugin.Configuration;
using Attestation.SpirePlugin.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Attestation.SpirePlugin.Agent.WorkloadAttestor;

/// <summary>The SPIRE agent's workload attestor.</summary>
internal sealed class WorkloadAttestorRole : IPluginRole
{
    /// <inheritdoc/>
    public string Argument => "agent workload-attestor";

    /// <inheritdoc/>
    public string PluginType => "WorkloadAttestor";

    /// <inheritdoc/>
    public PluginSide Side => PluginSide.Agent;

    /// <inheritdoc/>
    public string ServiceName => WorkloadAttestorService.ServiceName;

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<WorkloadAttestorConfiguration>().AddSingleton<WorkloadMeasuring>().AddSingleton<WorkloadAttestorService>()
            .AddKeyedSingleton<IPluginConfiguration>(Argument, static (all, _) => all.GetRequiredService<WorkloadAttestorConfiguration>());
    }

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGrpcService<WorkloadAttestorService>();
}
