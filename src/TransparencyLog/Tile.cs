// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using Attestation.Wire;

namespace Attestation.TransparencyLog;

/// <summary>Up to 256 consecutive hashes of one tile level (C2SP tlog-tiles).</summary>
public sealed class Tile
{
    /// <summary>Levels of the tree in one tile: a tile's root is 2^8 of its hashes.</summary>
    public const int Height = 8;

    private readonly ReadOnlyMemory<byte> raw;

    private Tile(ReadOnlyMemory<byte> raw) => this.raw = raw;

    /// <summary>Hashes in the tile: 1 to 256.</summary>
    public int Width => raw.Length / TreeHash.Length;

    /// <summary>One hash; <paramref name="position"/> from 0 to <see cref="Width"/> - 1.</summary>
    public TreeHash this[int position] => new(raw.Span.Slice(position * TreeHash.Length, TreeHash.Length));

    /// <summary>The tile's bytes.</summary>
    public static byte[] Encode(ReadOnlySpan<TreeHash> hashes)
    {
        byte[] bytes = new byte[hashes.Length * TreeHash.Length];
        for (int i = 0; i < hashes.Length; i++)
        {
            hashes[i].Bytes.CopyTo(bytes.AsSpan(i * TreeHash.Length));
        }

        return bytes;
    }

    /// <summary>Reads a tile whose path says how many hashes it holds; never throws.</summary>
    /// <param name="bytes">The file; kept, not copied.</param>
    /// <param name="width">1 to 256.</param>
    /// <param name="tile">The tile, or null.</param>
    /// <param name="malformed">Another length, or null.</param>
    public static bool TryParse(
        ReadOnlyMemory<byte> bytes,
        int width,
        [NotNullWhen(true)] out Tile? tile,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        bool fits = bytes.Length == width * TreeHash.Length && width > 0;
        tile = fits ? new(bytes) : null;
        malformed = fits ? null : new("tile", "length", $"is {bytes.Length} bytes, want {width * TreeHash.Length} for {width} hashes");
        return fits;
    }

    /// <summary>The root of 2^<paramref name="level"/> hashes from <paramref name="from"/> on; they must be in the tile.</summary>
    internal TreeHash Subtree(int level, int from) => level == 0
        ? this[from]
        : MerkleTree.NodeHash(Subtree(level - 1, from), Subtree(level - 1, from + (1 << level - 1)));
}
