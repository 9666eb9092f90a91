// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Configuration;

namespace Attestation.Agent.Ledger;

/// <summary>How long to wait for company, and for something to happen.</summary>
/// <param name="commit">Linger.</param>
/// <param name="log">Heartbeat.</param>
/// <param name="disk">Stops heartbeats while it is nearly full.</param>
internal sealed class CommitPace(CommitOptions commit, LogOptions log, DiskSpace disk)
{
    private const double ShareOfLatency = 0.05;

    private static readonly TimeSpan LongestLinger = TimeSpan.FromMilliseconds(50);

    /// <summary>What the first statement of a batch waits.</summary>
    /// <param name="latency">Median of the device's latency.</param>
    public TimeSpan Linger(TimeSpan latency)
    {
        TimeSpan share = latency * ShareOfLatency;
        return commit.Linger ?? (share < LongestLinger ? share : LongestLinger);
    }

    /// <summary>Statements of quotes that failed, beyond which no more are taken out of the queue, so that its limits hold in an outage.</summary>
    public int MaxUnanswered => commit.MaxLeaves;

    /// <summary>False while the disk has room for statements alone.</summary>
    public bool MayBeat => disk.Room() != DiskRoom.Critical;

    /// <summary>Time until an idle log needs a heartbeat; unbounded before the first head.</summary>
    public TimeSpan UntilHeartbeat(PublishedHead? newest, DateTimeOffset now)
    {
        if (newest is null)
        {
            return Timeout.InfiniteTimeSpan;
        }

        TimeSpan rest = newest.At + log.Heartbeat - now;
        return rest < TimeSpan.Zero ? TimeSpan.Zero : rest > log.Heartbeat ? log.Heartbeat : rest;
    }
}
