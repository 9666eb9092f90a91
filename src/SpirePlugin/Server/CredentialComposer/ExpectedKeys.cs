// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using Attestation.Wire;

namespace Attestation.SpirePlugin.Server.CredentialComposer;

/// <summary>
/// Which agent may receive one certificate for which key: a multiset, so that many attestations of one agent do not take each other's place. A record
/// is consumed by the first certificate that matches, and is gone after two minutes.
/// </summary>
/// <remarks>Thread-safe; each call is O(1) over the records that ran out since the last. Nothing is kept of a record that was consumed.</remarks>
/// <param name="clock">Its timestamps age records: no wall clock does.</param>
internal sealed class ExpectedKeys(TimeProvider clock)
{
    public const int MaxRecords = 100_000;

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(2);

    private readonly Lock gate = new();
    private readonly Dictionary<(string AgentId, string Spki), Queue<LinkedListNode<Record>>> records = [];
    private readonly LinkedList<Record> byAge = new();

    /// <summary>Records that wait.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                DropOld();
                return byAge.Count;
            }
        }
    }

    /// <summary>Takes a record in; false where there are too many.</summary>
    /// <param name="agentId">The agent's SPIFFE ID.</param>
    /// <param name="spkiSha256">SHA-256 of the key; 32 bytes.</param>
    /// <param name="evidence">Value of the extension that names the Evidence.</param>
    public bool TryAdd(string agentId, ReadOnlySpan<byte> spkiSha256, ReadOnlyMemory<byte> evidence)
    {
        (string, string) key = (agentId, Hex.Of(spkiSha256));
        lock (gate)
        {
            DropOld();
            if (byAge.Count >= MaxRecords)
            {
                return false;
            }

            if (!records.TryGetValue(key, out Queue<LinkedListNode<Record>>? same))
            {
                records[key] = same = new();
            }

            same.Enqueue(byAge.AddLast(new Record(key, evidence, clock.GetTimestamp())));
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
        (string, string) key = (agentId, Hex.Of(spkiSha256));
        lock (gate)
        {
            DropOld();
            evidence = records.TryGetValue(key, out Queue<LinkedListNode<Record>>? same) ? RemoveOldest(same).Evidence : (ReadOnlyMemory<byte>?)null;
            return evidence is not null;
        }
    }

    // The oldest of all is the oldest of its key.
    private void DropOld()
    {
        while (byAge.First is { Value: var oldest } && clock.GetElapsedTime(oldest.At) >= Life)
        {
            RemoveOldest(records[oldest.Key]);
        }
    }

    private Record RemoveOldest(Queue<LinkedListNode<Record>> same)
    {
        LinkedListNode<Record> node = same.Dequeue();
        byAge.Remove(node);
        if (same.Count == 0)
        {
            records.Remove(node.Value.Key);
        }

        return node.Value;
    }

    private sealed record Record((string AgentId, string Spki) Key, ReadOnlyMemory<byte> Evidence, long At);
}
