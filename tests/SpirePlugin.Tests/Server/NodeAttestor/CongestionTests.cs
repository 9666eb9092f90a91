// SPDX-License-Identifier: Apache-2.0

using Attestation.SpirePlugin.Server.NodeAttestor;
using Microsoft.Extensions.Time.Testing;

namespace Attestation.SpirePlugin.Tests.Server.NodeAttestor;

public sealed class CongestionTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider clock = new();
    private readonly TaskCompletionSource<int> message = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task A_message_that_does_not_come_is_late_after_its_limit()
    {
        Task<int> waiting = Wait(new(clock));
        clock.Advance(Limit);

        await Assert.ThrowsAsync<TimeoutException>(() => waiting);
    }

    [Fact]
    public async Task Bytes_of_others_that_come_meanwhile_are_in_its_way_and_not_its_lateness()
    {
        Congestion congestion = new(clock);
        Task<int> waiting = Wait(congestion);
        for (int second = 0; second < 60; second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            congestion.Mark();
        }

        message.SetResult(7);
        Assert.Equal(7, await waiting);
    }

    [Fact]
    public async Task A_connection_that_is_free_again_gives_the_limit_once_more_and_no_longer()
    {
        Congestion congestion = new(clock);
        clock.Advance(TimeSpan.FromHours(1));
        Task<int> waiting = Wait(congestion);
        clock.Advance(Limit - TimeSpan.FromSeconds(1));
        congestion.Mark();
        while (!waiting.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await Assert.ThrowsAsync<TimeoutException>(() => waiting);
    }

    [Fact]
    public async Task A_processor_that_is_taken_away_between_two_instructions_makes_a_message_late_and_nothing_else()
    {
        SlowClock slow = new();
        Congestion congestion = new(slow);
        Task<int> waiting = congestion.WaitAsync(message.Task, Limit, TestContext.Current.CancellationToken);
        slow.Advance(TimeSpan.FromMilliseconds(4));
        congestion.Mark();
        while (!waiting.IsCompleted)
        {
            slow.Advance(TimeSpan.FromMilliseconds(2498));
            await Task.Yield();
        }

        await Assert.ThrowsAsync<TimeoutException>(() => waiting);
    }

    private Task<int> Wait(Congestion congestion) => congestion.WaitAsync(message.Task, Limit, TestContext.Current.CancellationToken);

    // Each look at it is three milliseconds after the one before.
    private sealed class SlowClock : FakeTimeProvider
    {
        private int looks;

        public override long GetTimestamp() => base.GetTimestamp() + (Interlocked.Increment(ref looks) * TimestampFrequency * 3 / 1000);
    }
}
