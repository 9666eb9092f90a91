// SPDX-License-Identifier: Apache-2.0

using Attestation.SpirePlugin.Configuration;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Attestation.SpirePlugin.Hosting;

/// <summary>One of the five roles: which service it serves, how it is configured.</summary>
/// <remarks>
/// Two roles may share a cookie; both are then mapped before the side is known, and one of them lives. So a role acts from
/// <see cref="IPluginConfiguration.Read"/>'s action on, never when its singletons are made, and registers no hosted service. Long work ends with <see cref="PluginLife.Ending"/>;
/// what is left is disposed of with the container, within a second.
/// </remarks>
internal interface IPluginRole
{
    /// <summary>Its name for people, <c>server node-attestor</c>; an argument of another role is an Init error.</summary>
    string Argument { get; }

    /// <summary>The magic cookie, <c>NodeAttestor</c>.</summary>
    string PluginType { get; }

    /// <summary>Whose plugin it is.</summary>
    PluginSide Side { get; }

    /// <summary>Full gRPC name of its service; Init announces it and the Config service.</summary>
    string ServiceName { get; }

    /// <summary>Registers its singletons and, under the key <see cref="Argument"/>, its <see cref="IPluginConfiguration"/>.</summary>
    /// <param name="services">Holds the clock, loggers, <see cref="PluginLife"/>, <see cref="HostServices"/> and the metrics already.</param>
    void AddServices(IServiceCollection services);

    /// <summary>Maps its service.</summary>
    /// <param name="endpoints">Kestrel's routes.</param>
    void Map(IEndpointRouteBuilder endpoints);
}
