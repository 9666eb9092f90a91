// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.SpirePlugin.Hosting;
using Grpc.Core;

namespace Attestation.SpirePlugin.GoPlugin;

/// <summary>The one role that this process lives: the type is the cookie's, the side is told by Init.</summary>
/// <param name="candidates">Roles of the cookie's type, at most one a side.</param>
/// <param name="argument">The command line's words; empty where there are none. They are checked, never believed.</param>
/// <remarks>Thread-safe.</remarks>
internal sealed class LivingRole(ImmutableArray<IPluginRole> candidates, string argument)
{
    private const string ServerPrefix = "spire.hostservice.server.";

    private IPluginRole? found;

    /// <summary>The role.</summary>
    /// <exception cref="RpcException">FailedPrecondition: Init was not called.</exception>
    public IPluginRole Found => Volatile.Read(ref found) ?? throw new RpcException(new(StatusCode.FailedPrecondition, "not initialised"));

    /// <summary>Lets a call pass unless its service is that of a role that does not live here.</summary>
    /// <param name="method">The call's path, <c>/service/method</c>.</param>
    /// <exception cref="RpcException">FailedPrecondition: a role's call before Init. Unimplemented: another role's.</exception>
    public void Admit(string method)
    {
        IPluginRole? wanted = candidates.FirstOrDefault(each => IsOf(method, each.ServiceName));
        if (wanted is not null && wanted != Found)
        {
            throw new RpcException(new(StatusCode.Unimplemented, $"this plugin is a {Found.Argument}"));
        }
    }

    /// <summary>Finds the role from SPIRE's host services.</summary>
    /// <param name="hostServices">Their full gRPC names; only a server's has one that begins with spire.hostservice.server.</param>
    /// <exception cref="RpcException">InvalidArgument: no such role here, or the argument names another one.</exception>
    public IPluginRole Find(IEnumerable<string> hostServices)
    {
        PluginSide side = hostServices.Any(each => each.StartsWith(ServerPrefix, StringComparison.Ordinal)) ? PluginSide.Server : PluginSide.Agent;
        string who = side == PluginSide.Server ? "server" : "agent";
        IPluginRole role = candidates.SingleOrDefault(each => each.Side == side)
            ?? throw new RpcException(new(StatusCode.InvalidArgument, $"this is no plugin for a SPIRE {who}; it can be {string.Join(" or ", candidates.Select(each => each.Argument))}"));
        if (argument.Length > 0 && argument != role.Argument)
        {
            throw new RpcException(new(StatusCode.InvalidArgument, $"plugin_args say \"{argument}\", but SPIRE loads it as \"{role.Argument}\""));
        }

        Volatile.Write(ref found, role);
        return role;
    }

    private static bool IsOf(string method, string service) =>
        method.Length > service.Length + 1 && method[service.Length + 1] == '/' && method.AsSpan(1).StartsWith(service, StringComparison.Ordinal);
}
