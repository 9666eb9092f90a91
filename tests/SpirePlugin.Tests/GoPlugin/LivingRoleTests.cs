// SPDX-License-Identifier: Apache-2.0

using Attestation.SpirePlugin.GoPlugin;
using Attestation.SpirePlugin.Hosting;
using Attestation.SpirePlugin.Tests.ScriptedHost;
using Grpc.Core;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Attestation.SpirePlugin.Tests.GoPlugin;

/// <summary>NodeAttestor has one cookie for two roles.</summary>
public sealed class LivingRoleTests
{
    private static readonly FakeRole Agent = new("agent node-attestor", PluginSide.Agent, "spire.plugin.agent.nodeattestor.v1.NodeAttestor");
    private static readonly FakeRole Server = new("server node-attestor", PluginSide.Server, "spire.plugin.server.nodeattestor.v1.NodeAttestor");

    [Fact]
    public void Side_is_the_servers_where_a_host_service_is()
    {
        Assert.Same(Server, Both().Find(SpireHost.OfAServer));
        Assert.Same(Agent, Both().Find(SpireHost.OfAnAgent));
        Assert.Same(Agent, Both().Find([]));
    }

    [Fact]
    public void Argument_of_the_other_side_is_refused()
    {
        RpcException refused = Assert.Throws<RpcException>(() => Both("agent node-attestor").Find(SpireHost.OfAServer));

        Assert.Equal("plugin_args say \"agent node-attestor\", but SPIRE loads it as \"server node-attestor\"", refused.Status.Detail);
    }

    [Fact]
    public void Service_of_the_role_that_does_not_live_is_not_there()
    {
        LivingRole role = Both();
        role.Find(SpireHost.OfAServer);

        role.Admit($"/{Server.ServiceName}/Attest");
        role.Admit("/plugin.GRPCController/Shutdown");
        Assert.Equal(StatusCode.Unimplemented, Assert.Throws<RpcException>(() => role.Admit($"/{Agent.ServiceName}/AidAttestation")).StatusCode);
    }

    [Fact]
    public void Service_of_a_role_before_Init_is_refused_and_the_auxiliary_ones_are_not()
    {
        Both().Admit("/spire.service.private.init.v1.Init/Init");

        Assert.Equal(StatusCode.FailedPrecondition, Assert.Throws<RpcException>(() => Both().Admit($"/{Server.ServiceName}/Attest")).StatusCode);
    }

    private static LivingRole Both(string argument = "") => new([Agent, Server], argument);

    private sealed class FakeRole(string argument, PluginSide side, string service) : IPluginRole
    {
        public string Argument => argument;

        public string PluginType => "NodeAttestor";

        public PluginSide Side => side;

        public string ServiceName => service;

        public void AddServices(IServiceCollection services)
        {
        }

        public void Map(IEndpointRouteBuilder endpoints)
        {
        }
    }
}
