// SPDX-License-Identifier: Apache-2.0

namespace Attestation.TransparencyLog;

/// <summary>The full subtrees that a batch completed, and the peaks that were there before: every proof of the batch's leaves comes out of it.</summary>
/// <remarks>At most twice the batch and 63 hashes, whatever the tree's size. Immutable, thread-safe.</remarks>
internal sealed class AppendedNodes : INodeSource
{
    private readonly List<Level> levels = [];

    /// <summary>Builds the batch's part of the tree and appends its leaves to the edge.</summary>
    /// <param name="edge">The tree before; grown by the batch.</param>
    /// <param name="leafHashes">At least one.</param>
    public AppendedNodes(RightEdge edge, TreeHash[] leafHashes)
    {
        long before = edge.Size;
        Level level = new(before, leafHashes, null);
        while (level.Hashes.Length > 0 || before >> levels.Count > 0)
        {
            TreeHash? peak = edge.HasPeak(levels.Count) ? edge.Peak(levels.Count) : null;
            level = level with { PeakBefore = peak };
            levels.Add(level);
            level = level.Above();
        }

        foreach (TreeHash leaf in leafHashes)
        {
            edge.Append(leaf);
        }
    }

    /// <summary>Hashes of a level that the batch completed, and the index of the first.</summary>
    public (long First, TreeHash[] Hashes) Completed(int level) => level < levels.Count ? (levels[level].First, levels[level].Hashes) : (0, []);

    /// <summary>Levels that have a hash.</summary>
    public int Height => levels.Count;

    /// <inheritdoc/>
    public bool TryGet(int level, long index, out TreeHash hash)
    {
        hash = default;
        return level < levels.Count && levels[level].TryGet(index, out hash);
    }

    // PeakBefore: the root just left of First that waited for a sibling; every other older hash is below a peak and in no proof.
    private sealed record Level(long First, TreeHash[] Hashes, TreeHash? PeakBefore)
    {
        public bool TryGet(long index, out TreeHash hash)
        {
            long at = index - First;
            hash = at == -1 ? PeakBefore ?? default : at >= 0 && at < Hashes.Length ? Hashes[at] : default;
            return at == -1 ? PeakBefore is not null : at >= 0 && at < Hashes.Length;
        }

        public Level Above()
        {
            long first = First >> 1;
            long end = First + Hashes.Length >> 1;
            TreeHash[] hashes = new TreeHash[end - first];
            for (int i = 0; i < hashes.Length; i++)
            {
                TryGet((first + i) * 2, out TreeHash left);
                TryGet(((first + i) * 2) + 1, out TreeHash right);
                hashes[i] = MerkleTree.NodeHash(left, right);
            }

            return new(first, hashes, null);
        }
    }
}
