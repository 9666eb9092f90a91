// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;

namespace Attestation.Endorsing.Tests;

/// <summary>A clock of the test's own: whoever waits on it waits no time at all, and the clock is so much later.</summary>
internal sealed class TestClock(DateTimeOffset start) : TimeProvider
{
    private readonly ConcurrentBag<PeriodicTurn> periodic = [];
    private long elapsed;

    /// <summary>Every wait, in order.</summary>
    public ConcurrentQueue<TimeSpan> Waits { get; } = new();

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref elapsed);

    public override DateTimeOffset GetUtcNow() => start + TimeSpan.FromTicks(GetTimestamp());

    /// <summary>Moves on; periodic timers go off once.</summary>
    public void Advance(TimeSpan time)
    {
        Interlocked.Add(ref elapsed, time.Ticks);
        foreach (PeriodicTurn each in periodic)
        {
            each.GoOff();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        PeriodicTurn turn = new(callback, state);
        if (period != Timeout.InfiniteTimeSpan)
        {
            periodic.Add(turn);
        }
        else if (dueTime != Timeout.InfiniteTimeSpan)
        {
            Waits.Enqueue(dueTime);
            Interlocked.Add(ref elapsed, dueTime.Ticks);
            ThreadPool.QueueUserWorkItem(_ => turn.GoOff());
        }

        return turn;
    }

    private sealed class PeriodicTurn(TimerCallback callback, object? state) : ITimer
    {
        private volatile bool isOver;

        public void GoOff()
        {
            if (!isOver)
            {
                callback(state);
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => !isOver;

        public void Dispose() => isOver = true;

        public ValueTask DisposeAsync()
        {
            isOver = true;
            return ValueTask.CompletedTask;
        }
    }
}
