// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.TransparencyLog;

/// <summary>That a leaf stands at an index of a tree: the sibling hashes from the leaf upward (RFC 6962, section 2.1.1).</summary>
public static class InclusionProof
{
    /// <summary>The longest proof there can be: a tree has fewer than 2^63 leaves.</summary>
    public const int MaxHashes = 63;

    /// <summary>Makes PATH(index, D[size]).</summary>
    /// <param name="nodes">Where the hashes are.</param>
    /// <param name="index">From 0 to <paramref name="size"/> - 1.</param>
    /// <param name="size">Leaves in the tree.</param>
    /// <param name="proof">Sibling of the leaf first.</param>
    /// <returns>False where a hash is missing. The proof is only as good as the hashes: <see cref="Verifies"/> tells.</returns>
    public static bool TryCreate(INodeSource nodes, long index, long size, out ImmutableArray<TreeHash> proof)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        ImmutableArray<TreeHash>.Builder path = ImmutableArray.CreateBuilder<TreeHash>();
        bool found = Descend(nodes, index, 0, size, path);
        proof = found ? path.ToImmutable() : [];
        return found;
    }

    /// <summary>True where the proof leads from the leaf at the index to the root of the tree of that size (RFC 9162, section 2.1.3.2).</summary>
    /// <param name="leafHash">Hash of the received bytes.</param>
    /// <param name="index">Any number; one outside the tree verifies nothing.</param>
    /// <param name="size">Any number.</param>
    /// <param name="proof">As received.</param>
    /// <param name="root">The checkpoint's root.</param>
    public static bool Verifies(TreeHash leafHash, long index, long size, ImmutableArray<TreeHash> proof, TreeHash root)
    {
        if (index < 0 || index >= size)
        {
            return false;
        }

        long node = index;
        long last = size - 1;
        TreeHash hash = leafHash;
        foreach (TreeHash sibling in proof)
        {
            if (last == 0)
            {
                return false;
            }

            if ((node & 1) == 1 || node == last)
            {
                hash = MerkleTree.NodeHash(sibling, hash);
                while ((node & 1) == 0 && node != 0)
                {
                    node >>= 1;
                    last >>= 1;
                }
            }
            else
            {
                hash = MerkleTree.NodeHash(hash, sibling);
            }

            node >>= 1;
            last >>= 1;
        }

        return last == 0 && hash == root;
    }

    private static bool Descend(INodeSource nodes, long index, long from, long to, ImmutableArray<TreeHash>.Builder path)
    {
        if (to - from == 1)
        {
            return true;
        }

        long middle = from + MerkleTree.Split(to - from);
        bool isLeft = index < middle;
        bool found = Descend(nodes, index, isLeft ? from : middle, isLeft ? middle : to, path)
            & SubtreeRoots.TryRoot(nodes, isLeft ? middle : from, isLeft ? to : middle, out TreeHash sibling);
        path.Add(sibling);
        return found;
    }
}
