// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Numerics;
using System.Text;

namespace Attestation.TransparencyLog.Tests;

/// <summary>Trees written down as RFC 6962, section 2.1, defines them: over the whole list of leaves, without any of the product's shortcuts.</summary>
internal static class Trees
{
    public static byte[] Entry(int index) => Encoding.ASCII.GetBytes($"entry {index}");

    public static ReadOnlyMemory<byte>[] Entries(int from, int to) => [.. Enumerable.Range(from, to - from).Select(i => (ReadOnlyMemory<byte>)Entry(i))];

    public static TreeHash[] Leaves(int size) => [.. Enumerable.Range(0, size).Select(i => MerkleTree.LeafHash(Entry(i)))];

    /// <summary>MTH(D[n]).</summary>
    public static TreeHash Root(ReadOnlySpan<TreeHash> leaves)
    {
        if (leaves.Length <= 1)
        {
            return leaves.Length == 0 ? MerkleTree.EmptyRoot : leaves[0];
        }

        int k = Split(leaves.Length);
        return MerkleTree.NodeHash(Root(leaves[..k]), Root(leaves[k..]));
    }

    /// <summary>PATH(m, D[n]).</summary>
    public static ImmutableArray<TreeHash> Path(int m, ReadOnlySpan<TreeHash> leaves)
    {
        if (leaves.Length == 1)
        {
            return [];
        }

        int k = Split(leaves.Length);
        return m < k ? [.. Path(m, leaves[..k]), Root(leaves[k..])] : [.. Path(m - k, leaves[k..]), Root(leaves[..k])];
    }

    /// <summary>SUBPROOF(m, D[n], b).</summary>
    public static ImmutableArray<TreeHash> Proof(int m, ReadOnlySpan<TreeHash> leaves, bool b = true)
    {
        if (m == leaves.Length)
        {
            return b ? [] : [Root(leaves)];
        }

        int k = Split(leaves.Length);
        return m <= k
            ? [.. Proof(m, leaves[..k], b), Root(leaves[k..])]
            : [.. Proof(m - k, leaves[k..], false), Root(leaves[..k])];
    }

    private static int Split(int count) => 1 << BitOperations.Log2((uint)count - 1);
}
