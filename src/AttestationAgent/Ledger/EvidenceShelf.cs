// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.TransparencyLog;

namespace Attestation.Agent.Ledger;

/// <summary>Which heads of this run have Evidence on disk. Bounded by what retention leaves: an hour each, and the last quarter of one.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class EvidenceShelf
{
    private readonly Lock gate = new();
    private readonly SortedList<long, KeptHead> heads = [];
    private readonly HashSet<string> eventLogs = [];

    /// <summary>True for the hex digest of an event log that this run keeps.</summary>
    public bool KnowsEventLog(string sha256)
    {
        lock (gate)
        {
            return eventLogs.Contains(sha256);
        }
    }

    public void Add(PublishedHead head, EvidencePapers papers)
    {
        lock (gate)
        {
            heads[head.Size] = new(head.Size, head.Checkpoint.Root, head.At);
            eventLogs.UnionWith(papers.EventLogs);
        }
    }

    /// <summary>The head of the smallest kept size that is at least this; null behind the newest.</summary>
    public KeptHead? AtLeast(long size)
    {
        lock (gate)
        {
            int low = 0;
            int high = heads.Count;
            while (low < high)
            {
                int middle = (low + high) / 2;
                (low, high) = heads.Keys[middle] < size ? (middle + 1, high) : (low, middle);
            }

            return low < heads.Count ? heads.Values[low] : null;
        }
    }

    /// <summary>Takes the sizes off that retention gives up.</summary>
    public ImmutableArray<long> TakeSuperfluous(DateTimeOffset now)
    {
        lock (gate)
        {
            ImmutableArray<long> superfluous = EvidenceRetention.Superfluous([.. heads.Values.Select(each => (each.Size, each.At))], now);
            foreach (long size in superfluous)
            {
                heads.Remove(size);
            }

            return superfluous;
        }
    }
}
