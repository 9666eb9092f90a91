// SPDX-License-Identifier: Apache-2.0

using Attestation.AgentClient;
using Attestation.AgentClient.V1;
using Attestation.EndToEnd.Measuring;
using Attestation.Statements;

namespace Attestation.EndToEnd.Fronts;

/// <summary>Programs that nobody attacks bind their keys, and renew.</summary>
public sealed class HonestFrontTests : IAsyncLifetime
{
    private BoundAgent agent = null!;

    public async ValueTask InitializeAsync() => agent = await BoundAgent.StartAsync();

    public ValueTask DisposeAsync() => agent.DisposeAsync();

    [Fact]
    public async Task The_statement_names_the_process_that_spoke()
    {
        using FrontPeer peer = agent.Honest();

        Assert.Equal(peer.Pid, (await agent.BindAsync(peer)).Process.Peer.Pid);
    }

    [Fact]
    public async Task The_command_line_tool_binds_for_a_user_and_for_nothing_else()
    {
        string program = agent.Copy();
        string tool = Path.Combine(Path.GetDirectoryName(program)!, "attest");
        File.Move(program, tool);
        using FrontPeer peer = agent.Honest(tool);

        SvidBinding bound = BoundAgent.Read(await peer.Connection.BindAsync(agent.Key, "user"));
        AgentException refused = await Assert.ThrowsAsync<AgentException>(() => agent.BindAsync(peer));

        Assert.Equal(("user", "unknown"), (bound.Purpose, bound.KeyOrigin));
        Assert.Equal((AgentException.ProcessRefused, "forwarder"), (refused.Reason, refused.Message.Split(':')[0]));
    }

    [Fact]
    public async Task Its_next_binding_names_the_one_before()
    {
        using FrontPeer peer = agent.Honest();

        AppendResponse first = await peer.Connection.BindAsync(agent.Key, "x509-svid", "spiffe://example.org/cart");

        Assert.Equal(new(first.Origin, first.Index), (await agent.BindAsync(peer)).Previous);
    }

    [Fact]
    public async Task A_bound_program_renews_after_an_upgrade_has_replaced_its_file()
    {
        string program = agent.Copy();
        using FrontPeer peer = agent.Honest(program);
        Assert.False((await agent.BindAsync(peer)).ImageDeleted);

        File.Move(agent.Copy(), program, overwrite: true);

        SvidBinding renewed = await agent.BindAsync(peer);
        Assert.True(renewed.ImageDeleted);
        Assert.Equal(AttackRig.TrustedDigest, renewed.Exe.ToArray());
    }

    [Fact]
    public async Task A_stop_waits_for_no_idle_program()
    {
        using FrontPeer peer = agent.Honest();
        await agent.BindAsync(peer);

        agent.Agent.Terminate();

        Assert.Equal(0, (await agent.Agent.EndAsync()).Code);
    }

    [Fact]
    public async Task A_program_that_forwards_is_refused_on_its_own_socket_too()
    {
        string program = agent.Copy();
        string forwarder = Path.Combine(Path.GetDirectoryName(program)!, "socat");
        File.Move(program, forwarder);
        using FrontPeer peer = agent.Honest(forwarder);

        AgentException refused = await Assert.ThrowsAsync<AgentException>(() => agent.BindAsync(peer));

        Assert.Equal((AgentException.ProcessRefused, "forwarder"), (refused.Reason, refused.Message.Split(':')[0]));
    }
}
