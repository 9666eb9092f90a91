// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Numerics;

namespace Attestation.TransparencyLog;

/// <summary>A tree by its right edge: the roots of the full subtrees that its size is the sum of, at most 63 hashes whatever the size.</summary>
/// <remarks>Starts empty and only grows: nothing is ever loaded into it. Not thread-safe.</remarks>
public sealed class RightEdge
{
    private readonly TreeHash[] peaks = new TreeHash[64];

    /// <summary>Leaves appended so far.</summary>
    public long Size { get; private set; }

    /// <summary>The tree's root hash.</summary>
    public TreeHash Root
    {
        get
        {
            if (Size == 0)
            {
                return MerkleTree.EmptyRoot;
            }

            int level = BitOperations.TrailingZeroCount(Size);
            TreeHash root = peaks[level];
            for (level++; level < 63; level++)
            {
                root = HasPeak(level) ? MerkleTree.NodeHash(peaks[level], root) : root;
            }

            return root;
        }
    }

    /// <summary>The peaks from the smallest subtree to the largest.</summary>
    public ImmutableArray<TreeHash> Peaks => [.. Enumerable.Range(0, 63).Where(HasPeak).Select(level => peaks[level])];

    /// <summary>Appends one leaf.</summary>
    /// <param name="leafHash">Hash of the leaf, not its bytes.</param>
    public void Append(TreeHash leafHash)
    {
        int level = 0;
        TreeHash hash = leafHash;
        while (HasPeak(level))
        {
            hash = MerkleTree.NodeHash(peaks[level], hash);
            level++;
        }

        peaks[level] = hash;
        Size++;
    }

    /// <summary>The root of the full subtree of 2^<paramref name="level"/> leaves that is a peak; only where <see cref="HasPeak"/>.</summary>
    internal TreeHash Peak(int level) => peaks[level];

    /// <summary>True where the size has this power of two.</summary>
    internal bool HasPeak(int level) => (Size >> level & 1) == 1;
}
