// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Numerics;

namespace Attestation.TransparencyLog;

/// <summary>That a tree begins with all leaves of an older one (RFC 6962, section 2.1.2).</summary>
public static class ConsistencyProof
{
    /// <summary>The longest proof there can be: one hash for each level, and the older tree's peak.</summary>
    public const int MaxHashes = 64;

    /// <summary>Makes PROOF(from, D[to]).</summary>
    /// <param name="nodes">Where the hashes are.</param>
    /// <param name="from">The older size; from 0.</param>
    /// <param name="to">The newer size, not smaller.</param>
    /// <param name="proof">Empty where <paramref name="from"/> is 0 or equal.</param>
    /// <returns>False where a hash is missing.</returns>
    public static bool TryCreate(INodeSource nodes, long from, long to, out ImmutableArray<TreeHash> proof)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, to);
        ImmutableArray<TreeHash>.Builder path = ImmutableArray.CreateBuilder<TreeHash>();
        bool found = from == 0 || from == to || Descend(nodes, from, 0, to, isWholeOld: true, path);
        proof = found ? path.ToImmutable() : [];
        return found;
    }

    /// <summary>True where the proof leads to both roots (RFC 9162, section 2.1.4.2); every tree begins with the empty one.</summary>
    /// <param name="from">The older size; any number.</param>
    /// <param name="fromRoot">The older root.</param>
    /// <param name="to">The newer size; any number.</param>
    /// <param name="toRoot">The newer root.</param>
    /// <param name="proof">As received.</param>
    public static bool Verifies(long from, TreeHash fromRoot, long to, TreeHash toRoot, ImmutableArray<TreeHash> proof)
    {
        if (from < 0 || from > to)
        {
            return false;
        }

        if (from == 0 || from == to)
        {
            return proof.IsEmpty && fromRoot == (from == to ? toRoot : MerkleTree.EmptyRoot);
        }

        // The older tree is one full subtree: its root is known, and RFC 6962 leaves it out.
        ImmutableArray<TreeHash> path = BitOperations.IsPow2(from) ? proof.Insert(0, fromRoot) : proof;
        return !path.IsEmpty && Climb(from, fromRoot, to, toRoot, path);
    }

    private static bool Climb(long from, TreeHash fromRoot, long to, TreeHash toRoot, ImmutableArray<TreeHash> path)
    {
        int skip = BitOperations.TrailingZeroCount(~(from - 1));
        long node = from - 1 >> skip;
        long last = to - 1 >> skip;
        TreeHash older = path[0];
        TreeHash newer = path[0];
        foreach (TreeHash hash in path.AsSpan()[1..])
        {
            if (last == 0)
            {
                return false;
            }

            if ((node & 1) == 1 || node == last)
            {
                older = MerkleTree.NodeHash(hash, older);
                newer = MerkleTree.NodeHash(hash, newer);
                while ((node & 1) == 0 && node != 0)
                {
                    node >>= 1;
                    last >>= 1;
                }
            }
            else
            {
                newer = MerkleTree.NodeHash(newer, hash);
            }

            node >>= 1;
            last >>= 1;
        }

        return last == 0 && older == fromRoot && newer == toRoot;
    }

    // SUBPROOF: the older tree's peak is left out where it is the whole of the older tree.
    private static bool Descend(INodeSource nodes, long older, long from, long to, bool isWholeOld, ImmutableArray<TreeHash>.Builder path)
    {
        if (older == to)
        {
            return isWholeOld || Add(nodes, from, to, path);
        }

        long middle = from + MerkleTree.Split(to - from);
        return older <= middle
            ? Descend(nodes, older, from, middle, isWholeOld, path) & Add(nodes, middle, to, path)
            : Descend(nodes, older, middle, to, isWholeOld: false, path) & Add(nodes, from, middle, path);
    }

    private static bool Add(INodeSource nodes, long from, long to, ImmutableArray<TreeHash>.Builder path)
    {
        bool found = SubtreeRoots.TryRoot(nodes, from, to, out TreeHash root);
        path.Add(root);
        return found;
    }
}
