// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Numerics;
using System.Security.Cryptography;

namespace Attestation.TransparencyLog;

/// <summary>Hashing of RFC 6962, section 2.1, with SHA-256: leaves and nodes have different prefixes, so that none passes for the other.</summary>
public static class MerkleTree
{
    private const byte LeafPrefix = 0x00;
    private const byte NodePrefix = 0x01;
    private const int StackBytes = 1024;

    /// <summary>The root of the tree without leaves: SHA-256 of nothing.</summary>
    public static TreeHash EmptyRoot { get; } = new(SHA256.HashData([]));

    /// <summary>SHA-256(0x00 ‖ entry).</summary>
    public static TreeHash LeafHash(ReadOnlySpan<byte> entry)
    {
        int length = entry.Length + 1;
        byte[]? rented = length > StackBytes ? ArrayPool<byte>.Shared.Rent(length) : null;
        Span<byte> input = rented is null ? stackalloc byte[StackBytes] : rented;
        input[0] = LeafPrefix;
        entry.CopyTo(input[1..]);
        TreeHash hash = Sha256(input[..length]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return hash;
    }

    /// <summary>SHA-256(0x01 ‖ left ‖ right).</summary>
    public static TreeHash NodeHash(TreeHash left, TreeHash right)
    {
        Span<byte> input = stackalloc byte[1 + (2 * TreeHash.Length)];
        input[0] = NodePrefix;
        left.Bytes.CopyTo(input[1..]);
        right.Bytes.CopyTo(input[(1 + TreeHash.Length)..]);
        return Sha256(input);
    }

    /// <summary>The root over leaf hashes.</summary>
    public static TreeHash Root(ReadOnlySpan<TreeHash> leaves)
    {
        RightEdge edge = new();
        foreach (TreeHash leaf in leaves)
        {
            edge.Append(leaf);
        }

        return edge.Root;
    }

    /// <summary>The largest power of two that is smaller than <paramref name="count"/>: where RFC 6962 splits a tree.</summary>
    /// <param name="count">At least 2.</param>
    internal static long Split(long count) => 1L << BitOperations.Log2((ulong)count - 1);

    private static TreeHash Sha256(ReadOnlySpan<byte> input)
    {
        Span<byte> hash = stackalloc byte[TreeHash.Length];
        SHA256.HashData(input, hash);
        return new(hash);
    }
}
