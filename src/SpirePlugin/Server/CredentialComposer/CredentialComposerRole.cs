// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;
using Attestation.Native;
using Attestation.SpirePlugin.Configuration;
using Attestation.SpirePlugin.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Attestation.SpirePlugin.Server.CredentialComposer;

/// <summary>The SPIRE server's last word on agents' certificates.</summary>
internal sealed class CredentialComposerRole : IPluginRole
{
    /// <inheritdoc/>
    public string Argument => "server credential-composer";

    /// <inheritdoc/>
    public string PluginType => "CredentialComposer";

    /// <inheritdoc/>
    public PluginSide Side => PluginSide.Server;

    /// <inheritdoc/>
    public string ServiceName => CredentialComposerService.ServiceName;

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services) =>
        services.AddSingleton<IPeerCredentials, PeerCredentials>().AddSingleton<ExpectedKeys>().AddSingleton<ComposerConfiguration>().AddSingleton<CredentialComposerService>()
            .AddKeyedSingleton<IPluginConfiguration>(Argument, static (all, _) => all.GetRequiredService<ComposerConfiguration>());

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder endpoints)
    {
        if (endpoints is IApplicationBuilder application)
        {
            application.Use(NeverUnimplemented.GuardAsync);
        }

        endpoints.MapGrpcService<CredentialComposerService>();
    }
}
