// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Attestation.Wire;

namespace Attestation.TransparencyLog;

/// <summary>A log of a given size, read from its files. Nothing read is trusted: a proof is checked against a root that is.</summary>
/// <param name="storage">The run's directory.</param>
/// <param name="size">Leaves of the tree; files may hold more.</param>
/// <remarks>Thread-safe where the storage is. A failing disk throws <see cref="LogStorageException"/>; a wrong file does not.</remarks>
public sealed class TileReader(ILogStorage storage, long size) : INodeSource
{
    private const int FullBytes = TilePath.FullWidth * TreeHash.Length;

    /// <summary>The tree's root as the tiles have it.</summary>
    public bool TryRoot(out TreeHash root)
    {
        root = MerkleTree.EmptyRoot;
        return size == 0 || SubtreeRoots.TryRoot(this, 0, size, out root);
    }

    /// <summary>Makes the proof of a leaf and checks it, and the entry's bytes, against a root that is trusted.</summary>
    /// <param name="index">From 0 to the size - 1.</param>
    /// <param name="root">The root of the tree of this size, from memory or a verified checkpoint.</param>
    /// <param name="entry">The leaf's bytes.</param>
    /// <param name="proof">Its inclusion proof.</param>
    /// <param name="malformed">A file is missing or wrong: the storage is corrupt.</param>
    public bool TryProve(
        long index,
        TreeHash root,
        out ReadOnlyMemory<byte> entry,
        out ImmutableArray<TreeHash> proof,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        proof = [];
        if (!TryEntry(index, out entry, out malformed))
        {
            return false;
        }

        bool holds = InclusionProof.TryCreate(this, index, size, out proof)
            && InclusionProof.Verifies(MerkleTree.LeafHash(entry.Span), index, size, proof, root);
        malformed = holds ? null : new("log", $"leaf {index}", $"its entry and tiles do not lead to the root {root} of size {size}");
        return holds;
    }

    /// <summary>Reads one entry.</summary>
    public bool TryEntry(long index, out ReadOnlyMemory<byte> entry, [NotNullWhen(false)] out Malformed? malformed)
    {
        entry = default;
        long number = index / TilePath.FullWidth;
        if (!TryFile(TilePath.OfEntries(number, WidthAt(0, number)), EntryBundle.MaxBytes, out ReadOnlyMemory<byte> bytes, out int width))
        {
            malformed = new("log", TilePath.OfEntries(number, WidthAt(0, number)).ToString(), "is missing");
            return false;
        }

        bool read = EntryBundle.TryParse(bytes, width, out ImmutableArray<ReadOnlyMemory<byte>> entries, out malformed);
        entry = read ? entries[(int)(index % TilePath.FullWidth)] : default;
        return read;
    }

    /// <inheritdoc/>
    public bool TryGet(int level, long index, out TreeHash hash)
    {
        hash = default;
        int tileLevel = level / Tile.Height;
        int inTile = level % Tile.Height;
        long number = index >> Tile.Height - inTile;
        int from = (int)(index - (number << Tile.Height - inTile) << inTile);
        int wanted = WidthAt(tileLevel, number);
        if (from + (1 << inTile) > wanted
            || !TryFile(TilePath.OfTile(tileLevel, number, wanted), FullBytes, out ReadOnlyMemory<byte> bytes, out int width)
            || !Tile.TryParse(bytes, width, out Tile? tile, out _))
        {
            return false;
        }

        hash = tile.Subtree(inTile, from);
        return true;
    }

    // A partial tile is gone once the full one is there.
    private bool TryFile(TilePath path, int maxBytes, out ReadOnlyMemory<byte> bytes, out int width)
    {
        width = path.Width;
        if (!storage.TryRead(path.ToString(), maxBytes, out byte[]? read) && !path.IsFull)
        {
            width = TilePath.FullWidth;
            storage.TryRead(path.Full.ToString(), maxBytes, out read);
        }

        bytes = read;
        return read is not null;
    }

    /// <summary>How many hashes a tile holds in the tree of this size; 0 for one behind its end.</summary>
    private int WidthAt(int tileLevel, long number)
    {
        long hashes = tileLevel * Tile.Height < 63 ? size >> tileLevel * Tile.Height : 0;
        return (int)Math.Clamp(hashes - (number * TilePath.FullWidth), 0, TilePath.FullWidth);
    }
}
