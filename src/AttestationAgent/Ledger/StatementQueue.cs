// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Configuration;
using Attestation.TransparencyLog;

namespace Attestation.Agent.Ledger;

/// <summary>Statements that wait for the next quote: bounded, and taken in turns, so that one noisy peer starves nobody.</summary>
/// <remarks>Thread-safe. Within a peer in the order of arrival.</remarks>
/// <param name="limits">How much may wait.</param>
/// <param name="disk">Where the log lies: a full one takes no more in.</param>
internal sealed class StatementQueue(CommitOptions limits, DiskSpace disk)
{
    private readonly Lock gate = new();
    private readonly Dictionary<uint, Queue<PendingStatement>> byPeer = [];
    private readonly Queue<uint> turns = new();
    private readonly Queue<PendingStatement> own = new();
    private TaskCompletionSource arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? closed;
    private long bytes;

    /// <summary>Statements that wait.</summary>
    public int Count { get; private set; }

    /// <summary>Takes a statement in.</summary>
    /// <exception cref="AppendRefusedException">There is no room, or the run has ended.</exception>
    public void Add(PendingStatement pending)
    {
        disk.Require(pending.Type);
        lock (gate)
        {
            if (closed is not null)
            {
                throw new AppendRefusedException(RefusalReason.RunEnded, "this run of the log has ended", closed);
            }

            bool isOwn = pending.Uid is null;
            if (!isOwn && (Count >= limits.QueueStatements || bytes + pending.Statement.Length > limits.QueueBytes))
            {
                throw new AppendRefusedException(RefusalReason.Overloaded, $"{Count} statements of {bytes} bytes wait already") { RetryAfter = TimeSpan.FromSeconds(1) };
            }

            QueueOf(pending.Uid).Enqueue(pending);
            Count++;
            bytes += pending.Statement.Length;
            arrival.TrySetResult();
        }
    }

    /// <summary>Takes the next batch out: the agent's own first, then one of each peer in turns.</summary>
    public List<PendingStatement> Take()
    {
        List<PendingStatement> batch = [];
        long taken = 0;
        lock (gate)
        {
            while (batch.Count < limits.MaxLeaves && Next(limits.MaxBytes - taken) is { } next)
            {
                batch.Add(next);
                taken += next.Statement.Length;
            }

            Count -= batch.Count;
            bytes -= taken;
            if (Count == 0 && closed is null)
            {
                arrival = arrival.Task.IsCompleted ? new(TaskCreationOptions.RunContinuationsAsynchronously) : arrival;
            }
        }

        return batch;
    }

    /// <summary>True once nothing is taken in any more.</summary>
    public bool IsClosed
    {
        get
        {
            lock (gate)
            {
                return closed is not null;
            }
        }
    }

    /// <summary>What ends the run; null where it goes on, and where it was merely stopped.</summary>
    public LogStorageException? Failure
    {
        get
        {
            lock (gate)
            {
                return closed as LogStorageException;
            }
        }
    }

    /// <summary>Ends when a statement waits, or the queue is closed.</summary>
    public Task ArrivalAsync()
    {
        lock (gate)
        {
            return arrival.Task;
        }
    }

    /// <summary>Takes no more in; what waits still comes out.</summary>
    /// <param name="why">What later callers are told; null is a stop.</param>
    public void Close(Exception? why = null)
    {
        lock (gate)
        {
            closed ??= why ?? new OperationCanceledException("the agent stops");
            arrival.TrySetResult();
        }
    }

    private Queue<PendingStatement> QueueOf(uint? uid)
    {
        if (uid is not { } peer)
        {
            return own;
        }

        if (!byPeer.TryGetValue(peer, out Queue<PendingStatement>? queue))
        {
            byPeer[peer] = queue = new();
            turns.Enqueue(peer);
        }

        return queue;
    }

    private PendingStatement? Next(long room)
    {
        if (own.TryDequeue(out PendingStatement? first))
        {
            return first;
        }

        if (!turns.TryPeek(out uint peer) || byPeer[peer].Peek().Statement.Length > room)
        {
            return null;
        }

        turns.Dequeue();
        PendingStatement next = byPeer[peer].Dequeue();
        if (byPeer[peer].Count == 0)
        {
            byPeer.Remove(peer);
        }
        else
        {
            turns.Enqueue(peer);
        }

        return next;
    }
}
