// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.AgentClient;
using Attestation.AgentClient.V1;
using Attestation.EndToEnd.Measuring;
using Attestation.EndToEnd.Processes;

namespace Attestation.EndToEnd.Fronts;

/// <summary>Attacks on a socket that the agent owns (docs/threats.md, front mode): each is refused with its reason, and nothing is bound.</summary>
public sealed class FrontAttackTests : IAsyncLifetime
{
    private BoundAgent agent = null!;
    private ulong before;

    public async ValueTask InitializeAsync()
    {
        agent = await BoundAgent.StartAsync();
        before = await agent.SizeAsync();
    }

    public ValueTask DisposeAsync() => agent.DisposeAsync();

    [Fact]
    public async Task Exec_swap_closes_the_connection_at_the_first_byte_of_the_child()
    {
        using FrontPeer peer = new(agent.Socket, BuiltPrograms.Front, "swap", BuiltPrograms.Trusted);

        await ClosedAsync(peer, "foreign-sender");
    }

    [Fact]
    public async Task A_child_that_inherited_the_connection_closes_it()
    {
        using FrontPeer peer = new(agent.Socket, BuiltPrograms.Front, "share");

        await ClosedAsync(peer, "foreign-sender");
    }

    [Fact]
    public async Task A_process_that_was_handed_the_connection_closes_it()
    {
        using FrontPeer peer = new(agent.Socket, BuiltPrograms.Front, "pass");

        await ClosedAsync(peer, "foreign-sender");
    }

    [Fact]
    public async Task Forged_credentials_of_an_own_user_namespace_name_a_peer_that_is_foreign()
    {
        using (HeldProgram.Start(BuiltPrograms.Attack, ["namespaces"]))
        {
            // Skips where the kernel gives nobody a user namespace.
        }

        using FrontPeer peer = new(agent.Socket, BuiltPrograms.Front, "forge");

        Assert.Equal("foreign-user-namespace", await RefusedAsync(peer));
    }

    [Fact]
    public async Task A_program_that_becomes_the_trusted_one_after_it_asked_answers_no_ping()
    {
        using FrontPeer peer = new(agent.Socket, BuiltPrograms.Front, "exec-after", BuiltPrograms.Trusted);
        using CancellationTokenSource done = new();

        Task bind = peer.Connection.BindAsync(Begin(), digest =>
        {
            Signals.Send("USR1", peer.Pid);
            return new(BindChallenge.Sign(agent.Key, digest));
        }, cancellationToken: done.Token);

        await agent.Agent.LogsAsync("ping-timeout");
        await done.CancelAsync();
        await Assert.ThrowsAsync<AgentException>(() => bind);
        Assert.Equal(before, await agent.SizeAsync());
    }

    [Fact]
    public async Task A_new_program_without_a_file_is_refused()
    {
        string program = agent.Copy();
        using FrontPeer peer = agent.Honest(program);
        await peer.Connection.GetInfoAsync();
        File.Delete(program);

        // What was seen as it connected is what the second look differs from, and the third refuses.
        Assert.Equal("deleted-image", await RefusedAsync(peer));
    }

    [Fact]
    public async Task A_flood_of_descriptors_leaves_none_behind()
    {
        string marker = agent.Copy();
        AttackRig.Run(BuiltPrograms.Front, "flood", agent.Socket, marker);

        using FrontPeer peer = agent.Honest();
        await agent.BindAsync(peer);

        string[] held = [.. Directory.GetFiles($"/proc/{agent.Agent.Pid}/fd").Select(each => new FileInfo(each).LinkTarget ?? "")];
        Assert.DoesNotContain(marker, held);
        Assert.DoesNotContain(held, each => each.EndsWith(Path.GetFileName(marker), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_keys_signature_binds_nothing()
    {
        using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using FrontPeer peer = agent.Honest();

        AgentException refused = await Assert.ThrowsAsync<AgentException>(() => peer.Connection.BindAsync(Begin(), digest => new(BindChallenge.Sign(other, digest))));

        Assert.Equal("possession-invalid", refused.Reason);
        Assert.Equal(before, await agent.SizeAsync());
    }

    private BindBegin Begin() => new() { Spki = Google.Protobuf.ByteString.CopyFrom(agent.Key.ExportSubjectPublicKeyInfo()), Purpose = "x509-svid" };

    // The agent says nothing to a connection that is not the peer's alone: its log has the reason.
    private async Task ClosedAsync(FrontPeer peer, string reason)
    {
        await Assert.ThrowsAsync<AgentException>(() => agent.BindAsync(peer));
        await agent.Agent.LogsAsync($"a front's connection is closed: {reason}: ");
        Assert.Equal(before, await agent.SizeAsync());
    }

    private async Task<string> RefusedAsync(FrontPeer peer)
    {
        AgentException refused = await Assert.ThrowsAsync<AgentException>(() => agent.BindAsync(peer));
        Assert.Equal(AgentException.ProcessRefused, refused.Reason);
        Assert.Equal(before, await agent.SizeAsync());
        return refused.Message.Split(':')[0];
    }
}
