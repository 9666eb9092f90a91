// SPDX-License-Identifier: Apache-2.0

using Attestation.SpirePlugin.Configuration;
using Attestation.SpirePlugin.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Attestation.SpirePlugin.Agent.NodeAttestor;

/// <summary>The SPIRE agent's half of node attestation.</summary>
internal sealed class NodeAttestorRole : IPluginRole
{
    /// <inheritdoc/>
    public string Argument => "agent node-attestor";

    /// <inheritdoc/>
    public string PluginType => "NodeAttestor";

    /// <inheritdoc/>
    public PluginSide Side => PluginSide.Agent;

    /// <inheritdoc/>
    public string ServiceName => NodeAttestorService.ServiceName;

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<NodeAttestorConfiguration>().AddSingleton<NodeAttestorService>()
            .AddKeyedSingleton<IPluginConfiguration>(Argument, static (all, _) => all.GetRequiredService<NodeAttestorConfiguration>());
    }

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGrpcService<NodeAttestorService>();
}
