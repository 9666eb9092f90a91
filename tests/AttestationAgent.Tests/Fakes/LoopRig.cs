// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Configuration;
using Attestation.Agent.Ledger;
using Attestation.Agent.Quoting;
using Attestation.Statements;
using Attestation.TransparencyLog;
using Attestation.TransparencyLog.Tests;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Attestation.Agent.Tests.Fakes;

/// <summary>The commit loop over a log in memory and a TEE that answers when told to.</summary>
internal sealed class LoopRig : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Task loop;

    public LoopRig(MemoryStorage? storage = null, CommitOptions? commit = null, TimeSpan? heartbeat = null, DiskRoom disk = DiskRoom.Enough)
    {
        Storage = storage ?? new();
        CommitOptions limits = commit ?? new() { Linger = TimeSpan.Zero };
        LogOptions log = new(heartbeat ?? TimeSpan.FromMinutes(10), TimeSpan.FromDays(183), AnchorChoice.None);
        Run = new("example.org", new LogKey(), Storage, new(), Clock);
        Statements = new(new(new byte[32], "0.1.0"), new FakeBoot(), Clock);
        Room = disk;
        Disk = new(() => Room switch { DiskRoom.Critical => (1, 100), DiskRoom.Low => (5, 100), _ => (1L << 40, 1L << 40) }, Clock);
        Queue = new(limits, Disk);
        Commit = new(Run, Queue, new([Device], Clock, NullLogger<Quoter>.Instance), Statements, new(limits, log, Disk), Clock, NullLogger<GroupCommit>.Instance);
        loop = Task.Run(() => Commit.RunAsync(stop.Token));
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 20, 8, 41, 0, TimeSpan.Zero));

    public FakeAttester Device { get; } = new();

    public MemoryStorage Storage { get; }

    public LogRun Run { get; }

    public StatementQueue Queue { get; }

    public OwnStatements Statements { get; }

    /// <summary>How full the log's disk is; looked at again when the clock has gone on by a second.</summary>
    public DiskRoom Room { get; set; }

    public DiskSpace Disk { get; }

    public GroupCommit Commit { get; }

    /// <summary>The loop; faulted where the storage failed.</summary>
    public Task Loop => loop;

    public PendingStatement Append(string text, uint uid = 1000)
    {
        PendingStatement pending = new(PredicateTypes.Node, System.Text.Encoding.UTF8.GetBytes(text), uid);
        Queue.Add(pending);
        return pending;
    }

    /// <summary>Lets the loop stop once its batch is done.</summary>
    public async Task StopAsync()
    {
        Queue.Close();
        await stop.CancelAsync();
        await loop.WaitAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>The proof of a committed statement against its head, from tiles.</summary>
    public bool Proves(CommittedStatement committed) =>
        new TileReader(Storage, committed.Head.Size).TryProve(committed.Index, committed.Head.Checkpoint.Root, out ReadOnlyMemory<byte> entry, out _, out _)
        && entry.Span.SequenceEqual(committed.Statement.Span);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        stop.Dispose();
    }
}
