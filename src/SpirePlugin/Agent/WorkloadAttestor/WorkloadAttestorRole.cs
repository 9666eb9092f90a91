// SPDX-License-Identifier: Apache-2.0

using Attestation.SpirePlugin.Configuration;
using Attestation.SpirePlugin.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

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
        services.TryAddSingleton<AgentSockets>();
        services.AddSingleton<WorkloadAttestorService>()
            .AddKeyedSingleton<IPluginConfiguration, WorkloadAttestorConfiguration>(Argument);
    }

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGrpcService<WorkloadAttestorService>();
}
