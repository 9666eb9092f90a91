// SPDX-License-Identifier: Apache-2.0

using System.Numerics;

namespace Attestation.TransparencyLog;

/// <summary>Roots of ranges of leaves, put together from full subtrees (RFC 6962, section 2.1: MTH).</summary>
internal static class SubtreeRoots
{
    /// <summary>MTH(D[from:to]); the range is one that RFC 6962's splits lead to, so that its full subtrees lie where nodes do.</summary>
    public static bool TryRoot(INodeSource nodes, long from, long to, out TreeHash root)
    {
        long count = to - from;
        if (BitOperations.IsPow2(count))
        {
            int level = BitOperations.Log2((ulong)count);
            return nodes.TryGet(level, from >> level, out root);
        }

        long middle = from + MerkleTree.Split(count);
        bool found = TryRoot(nodes, from, middle, out TreeHash left) & TryRoot(nodes, middle, to, out TreeHash right);
        root = found ? MerkleTree.NodeHash(left, right) : default;
        return found;
    }
}
