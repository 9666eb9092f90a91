// SPDX-License-Identifier: Apache-2.0

using Attestation.SpirePlugin.Configuration;
using Attestation.SpirePlugin.Hosting;
using Attestation.SpirePlugin.Protos.Init;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Attestation.SpirePlugin.GoPlugin;

/// <summary>The first and the last call to the plugin's own code (SPIRE's private Init service).</summary>
/// <param name="role">The role, to be found.</param>
/// <param name="life">The plugin's life.</param>
/// <param name="logger">The log.</param>
internal sealed partial class InitService(LivingRole role, PluginLife life, ILogger<InitService> logger) : Init.InitBase
{
    /// <summary>Full gRPC name.</summary>
    public const string ServiceName = "spire.service.private.init.v1.Init";

    /// <summary>Tells SPIRE which services live here: the role's own and Config, never one of another role.</summary>
    public override Task<InitResponse> Init(InitRequest request, ServerCallContext context)
    {
        IPluginRole found = role.Find(request.HostServiceNames);
        LogReady(logger, found.Argument, PluginBuild.Version);
        return Task.FromResult(new InitResponse { PluginServiceNames = { found.ServiceName, ConfigService.ServiceName } });
    }

    /// <summary>Ends background work.</summary>
    public override Task<DeinitResponse> Deinit(DeinitRequest request, ServerCallContext context)
    {
        life.Deinitialise();
        return Task.FromResult(new DeinitResponse());
    }

    [LoggerMessage(604, LogLevel.Information, "Plugin ready")]
    private static partial void LogReady(ILogger logger, string role, string version);
}
