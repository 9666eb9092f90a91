// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using Attestation.Wire;

namespace Attestation.SpirePlugin.Server.CredentialComposer;

/// <summary>
/// Which agent may receive one certificate for which key: a multiset, so that many attestations of one agent do not take each other's place. A record
/// is consumed by the first certificate that matches, and is gone after two minutes.
/// </summary>
/// <remarks>Thread-safe; each call is O(1) over the records that ran out since the last.</remarks>
/// <param name="clock">Its timestamps age records: no wall clock does.</param>
internal sealed class ExpectedKeys(TimeProvider clock)
{
    public const int MaxRecords = 100_000;

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(2);

    private readonly Lock gate = new();
    private readonly Dictionary<(string AgentId, string Spki), Queue<Record>> records = [];
    private readonly Queue<Record> byAge = new();

    /// <summary>Records that wait.</summary>
    public int Count { get; private set; }

    /// <summary>Takes a record in; false where there are too many.</summary>
    /// <param name="agentId">The agent's SPIFFE ID.</param>
    /// <param name="spkiSha256">SHA-256 of the key; 32 bytes.</param>
    /// <param name="evidence">Value of the extension that names the Evidence.</param>
    public bool TryAdd(string agentId, ReadOnlySpan<byte> spkiSha256, ReadOnlyMemory<byte> evidence)
    {
        Record record = new((agentId, Hex.Of(spkiSha256)), evidence, clock.GetTimestamp());
        lock (gate)
        {
            DropOld();
            if (Count >= MaxRecords)
            {
                return false;
            }

            if (!records.TryGetValue(record.Key, out Queue<Record>? same))
            {
                records[record.Key] = same = new();
            }

            same.Enqueue(record);
            byAge.Enqueue(record);
            Count++;
            return true;
        }
    }

    /// <summary>Consumes a record.</summary>
    /// <param name="agentId">The agent's SPIFFE ID.</param>
    /// <param name="spkiSha256">SHA-256 of the key of the request.</param>
    /// <param name="evidence">As it was handed over.</param>
    /// <returns>False where there is none: no certificate.</returns>
    public bool TryTake(string agentId, ReadOnlySpan<byte> spkiSha256, [NotNullWhen(true)] out ReadOnlyMemory<byte>? evidence)
    {
        lock (gate)
        {
            DropOld();
            evidence = records.TryGetValue((agentId, Hex.Of(spkiSha256)), out Queue<Record>? same) ? Remove(same).Evidence : (ReadOnlyMemory<byte>?)null;
            return evidence is not null;
        }
    }

    // The oldest of all is the oldest of its key, unless it was consumed.
    private void DropOld()
    {
        while (byAge.TryPeek(out Record? oldest) && (oldest.IsGone || clock.GetElapsedTime(oldest.At) >= Life))
        {
            byAge.Dequeue();
            if (!oldest.IsGone)
            {
                Remove(records[oldest.Key]);
            }
        }
    }

    private Record Remove(Queue<Record> same)
    {
        Record record = same.Dequeue();
        record.IsGone = true;
        Count--;
        if (same.Count == 0)
        {
            records.Remove(record.Key);
        }

        return record;
    }

    private sealed class Record((string AgentId, string Spki) key, ReadOnlyMemory<byte> evidence, long at)
    {
        public (string AgentId, string Spki) Key => key;

        public ReadOnlyMemory<byte> Evidence => evidence;

        public long At => at;

        public bool IsGone { get; set; }
    }
}
