// SPDX-License-Identifier: Apache-2.0

using Attestation.SpirePlugin.Configuration;
using Attestation.SpirePlugin.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Attestation.SpirePlugin.Agent.KeyManager;

/// <summary>The SPIRE agent's key manager: keys that the attestation covers, in memory only.</summary>
internal sealed class KeyManagerRole : IPluginRole
{
    /// <inheritdoc/>
    public string Argument => "agent key-manager";

    /// <inheritdoc/>
    public string PluginType => "KeyManager";

    /// <inheritdoc/>
    public PluginSide Side => PluginSide.Agent;

    /// <inheritdoc/>
    public string ServiceName => KeyManagerService.ServiceName;

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        services.TryAddSingleton<AgentSockets>();
        services.AddSingleton<KeyRing>().AddSingleton<KeyHolding>().AddSingleton<KeyManagerService>()
            .AddKeyedSingleton<IPluginConfiguration, KeyManagerConfiguration>(Argument);
    }

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGrpcService<KeyManagerService>();
}
