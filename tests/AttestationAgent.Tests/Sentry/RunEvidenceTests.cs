// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Sentry;
using Attestation.Agent.Sockets;
using Attestation.Agent.Tests.Fakes;

namespace Attestation.Agent.Tests.Sentry;

public sealed class RunEvidenceTests : IAsyncDisposable
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromMinutes(10);

    private readonly LoopRig log = new();
    private readonly HeadFeed heads = new();
    private readonly RunEvidence evidence;

    public RunEvidenceTests()
    {
        log.Commit.Published += heads.Publish;
        evidence = new(log.Commit, () => log.Run.Newest, heads, () => Heartbeat, log.Clock);
    }

    [Fact]
    public async Task A_run_without_a_head_is_waited_for()
    {
        Task fresh = evidence.FreshAsync(CancellationToken.None);
        bool before = fresh.IsCompleted;
        await PublishAsync();

        Assert.False(before);
        await fresh;
    }

    [Fact]
    public async Task A_head_is_fresh_until_two_heartbeats_have_passed()
    {
        await PublishAsync();
        Assert.True(evidence.FreshAsync(CancellationToken.None).IsCompletedSuccessfully);

        log.Clock.Advance(2 * Heartbeat);

        Assert.False(evidence.FreshAsync(CancellationToken.None).IsCompleted);
    }

    [Fact]
    public async Task A_run_that_ends_is_not_waited_for()
    {
        Task fresh = evidence.FreshAsync(CancellationToken.None);

        heads.Close();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fresh);
    }

    public ValueTask DisposeAsync() => log.DisposeAsync();

    private async Task PublishAsync()
    {
        var pending = log.Append("leaf");
        (await log.Device.NextAsync()).Answer();
        await pending.Answer;
    }
}
