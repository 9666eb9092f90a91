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
    public async Task A_program_binds_its_key_and_the_bundle_verifies_with_that_key()
    {
        using FrontPeer peer = agent.Honest();

        AppendResponse bound = await peer.Connection.BindAsync(agent.Key, "x509-svid", "spiffe://example.org/cart");
        (int code, string said) = await agent.VerifyAsync(peer.Connection, bound.Index);

        Assert.True(code == 0, said);
        Assert.Contains($"spiffe://example.org/cart: exe {Convert.ToHexStringLower(AttackRig.TrustedDigest)[..8]}… (hash, front)", said, StringComparison.Ordinal);
        Assert.Equal(peer.Pid, BoundAgent.Read(bound).Process.Peer.Pid);
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
