// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.TransparencyLog;

/// <summary>One run's log: appends batches, and publishes heads, in the order of CONTRACTS, section 1.3.</summary>
/// <remarks>
/// Always starts empty. Keeps the right edge, the entries of one bundle and one unfinished tile a level; a batch is forgotten when
/// its <see cref="AppendedBatch"/> is. After a <see cref="LogStorageException"/> the log has ended: nothing is tried twice. Not thread-safe.
/// </remarks>
/// <param name="storage">The run's directory, empty.</param>
public sealed class LogWriter(ILogStorage storage)
{
    private readonly DurableFiles files = new(storage);
    private readonly RightEdge edge = new();
    private readonly GrowingTile entries = new(static (number, width) => TilePath.OfEntries(number, width));
    private readonly List<GrowingTile> tiles = [];

    /// <summary>Leaves appended, published or not.</summary>
    public long Size => edge.Size;

    /// <summary>True once a write has failed; only a new run can go on.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Step 1: appends a batch; its entries and tiles are durable when it returns.</summary>
    /// <param name="batch">Leaves in order, at least one, each at most 65,535 bytes.</param>
    /// <exception cref="LogStorageException">The log has ended.</exception>
    public AppendedBatch Append(IReadOnlyList<ReadOnlyMemory<byte>> batch)
    {
        ArgumentOutOfRangeException.ThrowIfZero(batch.Count);
        byte[][] encoded = [.. batch.Select(entry => EntryBundle.Encode(entry.Span))];
        TreeHash[] leaves = [.. batch.Select(entry => MerkleTree.LeafHash(entry.Span))];
        return Guarded(() =>
        {
            long first = edge.Size;
            AppendedNodes nodes = new(edge, leaves);
            files.Write([.. entries.Add(encoded), .. TileFiles(nodes)]);
            return new AppendedBatch(first, edge, nodes);
        });
    }

    /// <summary>Step 4: keeps Evidence over the head of a size, once; with the event logs that it names by digest and that are new.</summary>
    /// <param name="size">Size of the tree that the Evidence covers.</param>
    /// <param name="document">The Evidence document.</param>
    /// <param name="eventLogs">Path of <see cref="LogLayout.EventLog"/> and bytes, of logs that were not kept before.</param>
    /// <exception cref="LogStorageException">The log has ended.</exception>
    public void KeepEvidence(long size, ReadOnlyMemory<byte> document, ImmutableArray<(string Path, ReadOnlyMemory<byte> Bytes)> eventLogs) =>
        Guarded(() =>
        {
            files.Write([.. eventLogs, (LogLayout.Evidence(size), document)]);
            return true;
        });

    /// <summary>Step 5: publishes a note; every statement below its size is kept from here on.</summary>
    /// <param name="note">The signed checkpoint.</param>
    /// <exception cref="LogStorageException">The log has ended.</exception>
    public void Publish(ReadOnlyMemory<byte> note) => Guarded(() =>
    {
        storage.WriteDurably(LogLayout.UnpublishedCheckpoint, note.Span);
        storage.Rename(LogLayout.UnpublishedCheckpoint, LogLayout.Checkpoint);
        storage.SyncDirectory("");
        return true;
    });

    /// <summary>After publishing: deletes partial tiles and bundles whose full ones are durable.</summary>
    /// <exception cref="LogStorageException">A file could not be deleted: the log has ended, since such a disk keeps nothing.</exception>
    public void DeleteSuperseded() => Guarded(() =>
    {
        foreach (string path in tiles.Prepend(entries).SelectMany(each => each.TakeSuperseded()))
        {
            storage.Delete(path);
        }

        return true;
    });

    private IEnumerable<(string Path, ReadOnlyMemory<byte> Bytes)> TileFiles(AppendedNodes nodes)
    {
        for (int level = 0; level * Tile.Height < nodes.Height; level++)
        {
            if (level == tiles.Count)
            {
                int own = level;
                tiles.Add(new((number, width) => TilePath.OfTile(own, number, width)));
            }

            foreach (var file in tiles[level].Add(nodes.Completed(level * Tile.Height).Hashes.Select(hash => hash.Bytes.ToArray())))
            {
                yield return file;
            }
        }
    }

    private T Guarded<T>(Func<T> write)
    {
        if (HasEnded)
        {
            throw new InvalidOperationException("this log has ended: a write to it failed");
        }

        HasEnded = true;
        T result = write();
        HasEnded = false;
        return result;
    }
}
