// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Ledger;
using Attestation.Agent.Tests.Fakes;
using Attestation.Kernel;
using Attestation.TransparencyLog;
using Attestation.TransparencyLog.Tests;

namespace Attestation.Agent.Tests.Ledger;

public sealed class GroupCommitTests
{
    [Fact]
    public async Task A_statement_is_answered_once_the_silicon_has_signed_a_head_that_covers_it()
    {
        await using LoopRig rig = new();
        PendingStatement pending = rig.Append("one");
        FakeQuote quote = await rig.Device.NextAsync();

        Assert.False(pending.Answer.IsCompleted);
        Assert.Null(rig.Run.Newest);
        quote.Answer();
        CommittedStatement committed = await pending.Answer;

        Assert.Equal(ReportData.OfCheckpoint(committed.Head.Checkpoint.ToBytes()), quote.ReportData.ToArray());
        Assert.Equal((0, 1), (committed.Index, committed.Head.Size));
        Assert.True(rig.Proves(committed));
        Assert.Equal(rig.Storage.Files[LogLayout.Checkpoint], committed.Head.Note.ToArray());
    }

    [Fact]
    public async Task What_comes_while_a_quote_is_in_flight_rides_on_the_next_and_one_request_is_made_at_a_time()
    {
        await using LoopRig rig = new();
        PendingStatement first = rig.Append("first");
        FakeQuote quote = await rig.Device.NextAsync();
        PendingStatement[] gathered = [.. Enumerable.Range(0, 100).Select(i => rig.Append($"later {i}", (uint)(i % 3)))];
        quote.Answer();
        (await rig.Device.NextAsync()).Answer();

        Assert.Equal(1, (await first.Answer).Head.Size);
        CommittedStatement[] committed = await Task.WhenAll(gathered.Select(each => each.Answer));
        Assert.All(committed, each => Assert.Equal(101, each.Head.Size));
        Assert.All(committed, each => Assert.True(rig.Proves(each)));
        Assert.Equal((2, 1), (rig.Device.Requests, rig.Device.MostInFlight));
    }

    [Fact]
    public async Task A_quote_that_fails_fails_nobody_and_the_next_head_covers_both()
    {
        await using LoopRig rig = new();
        PendingStatement first = rig.Append("first");
        FakeQuote failing = await rig.Device.NextAsync();
        failing.Fail(new AttesterException(AttesterReason.Busy, "/sys/kernel/config/tsm/report", "somebody else's request is in flight"));
        await AdvanceUntil(rig, () => rig.Commit.DeviceFailure is not null);
        PendingStatement second = rig.Append("second");
        FakeQuote next = await NextAsync(rig);
        next.Answer();

        Assert.Equal(2, (await first.Answer).Head.Size);
        Assert.Equal((1, 2), ((await second.Answer).Index, (await second.Answer).Head.Size));
        Assert.True(rig.Proves(await first.Answer));
        Assert.Null(rig.Commit.DeviceFailure);
    }

    [Fact]
    public async Task In_an_outage_the_queues_limits_hold()
    {
        await using LoopRig rig = new(commit: new() { Linger = TimeSpan.Zero, MaxLeaves = 2, QueueStatements = 5 });
        List<PendingStatement> waiting = [rig.Append("first")];
        (await rig.Device.NextAsync()).Fail(new AttesterException(AttesterReason.Busy, "device", "busy"));
        for (int i = 0; i < 6; i++)
        {
            while (rig.Queue.Count < 5)
            {
                waiting.Add(rig.Append($"more {i}"));
            }

            (await NextAsync(rig)).Fail(new AttesterException(AttesterReason.Busy, "device", "busy"));
        }

        Assert.Equal(RefusalReason.Overloaded, Assert.Throws<AppendRefusedException>(() => rig.Append("one too many")).Reason);
        Task recovering = Task.Run(async () =>
        {
            while (waiting.Exists(each => !each.Answer.IsCompleted))
            {
                (await NextAsync(rig)).Answer();
            }
        });
        CommittedStatement[] committed = await Task.WhenAll(waiting.Select(each => each.Answer)).WaitAsync(TimeSpan.FromSeconds(30));
        await recovering.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.All(committed, each => Assert.True(rig.Proves(each)));
    }

    [Fact]
    public async Task An_idle_log_is_given_a_heartbeat_and_an_unchanged_head_is_never_quoted_again()
    {
        await using LoopRig rig = new(heartbeat: TimeSpan.FromMinutes(10));
        PendingStatement first = rig.Append("first");
        (await rig.Device.NextAsync()).Answer();
        await first.Answer;

        FakeQuote beat = await NextAsync(rig);

        Assert.Equal(2, rig.Device.Requests);
        beat.Answer();
        await AdvanceUntil(rig, () => rig.Run.Newest?.Size == 2);
        Assert.True(new TileReader(rig.Storage, 2).TryEntry(1, out ReadOnlyMemory<byte> entry, out _));
        Assert.Contains("https://attestation-agent.dev/heartbeat/v1", System.Text.Encoding.UTF8.GetString(entry.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_stops_heartbeats()
    {
        await using LoopRig rig = new(heartbeat: TimeSpan.FromMinutes(1), disk: DiskRoom.Critical);
        PendingStatement first = rig.Append("first");
        (await rig.Device.NextAsync()).Answer();
        await first.Answer;

        for (int i = 0; i < 100; i++)
        {
            rig.Clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        PendingStatement second = rig.Append("second");
        FakeQuote next = await NextAsync(rig);
        next.Answer();
        Assert.Equal(2, (await second.Answer).Head.Size);
    }

    [Fact]
    public async Task A_stop_finishes_the_batch_in_flight_and_refuses_what_comes_later()
    {
        await using LoopRig rig = new();
        PendingStatement pending = rig.Append("one");
        FakeQuote quote = await rig.Device.NextAsync();
        Task stopped = rig.StopAsync();
        quote.Answer();
        await stopped;

        Assert.Equal(1, (await pending.Answer).Head.Size);
        AppendRefusedException refused = Assert.Throws<AppendRefusedException>(() => rig.Append("late"));
        Assert.Equal(RefusalReason.RunEnded, refused.Reason);
    }

    [Theory]
    [MemberData(nameof(EveryCall))]
    public async Task A_storage_call_that_fails_ends_the_run_and_answers_nobody(int call)
    {
        MemoryStorage storage = new() { FailAt = call };
        await using LoopRig rig = new(storage);
        PendingStatement pending = rig.Append("one");
        _ = Task.Run(async () => (await rig.Device.NextAsync()).Answer());

        await Assert.ThrowsAsync<LogStorageException>(() => rig.Loop.WaitAsync(TimeSpan.FromSeconds(30)));
        AppendRefusedException refused = await Assert.ThrowsAsync<AppendRefusedException>(() => pending.Answer);
        Assert.Equal(RefusalReason.RunEnded, refused.Reason);
        Assert.Throws<AppendRefusedException>(() => rig.Append("late"));
    }

    /// <summary>The calls of a first commit that come before its answer, found by making one.</summary>
    public static TheoryData<int> EveryCall()
    {
        MemoryStorage storage = new();
        LogWriter writer = new(storage);
        writer.Append([new byte[1]]);
        writer.KeepEvidence(1, new byte[1], []);
        writer.Publish(new byte[1]);
        return [.. Enumerable.Range(1, storage.Calls.Count)];
    }

    // The loop sleeps on the test's clock; it moves until the loop asks.
    private static async Task<FakeQuote> NextAsync(LoopRig rig)
    {
        Task<FakeQuote> next = rig.Device.NextAsync();
        await AdvanceUntil(rig, () => next.IsCompleted);
        return await next;
    }

    private static async Task AdvanceUntil(LoopRig rig, Func<bool> done)
    {
        for (int i = 0; i < 1_000_000 && !done() && !rig.Loop.IsCompleted; i++)
        {
            rig.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.True(done(), rig.Loop.Exception?.ToString());
    }
}
