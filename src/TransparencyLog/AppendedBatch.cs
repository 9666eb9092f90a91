// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics;

namespace Attestation.TransparencyLog;

/// <summary>A batch whose entries and tiles are durable, and the head of the tree with it. Proofs come from memory.</summary>
/// <remarks>Immutable, thread-safe; holds twice the batch's hashes and forgets the entries.</remarks>
public sealed class AppendedBatch
{
    private readonly AppendedNodes nodes;

    internal AppendedBatch(long firstIndex, RightEdge edge, AppendedNodes nodes)
    {
        FirstIndex = firstIndex;
        Size = edge.Size;
        Root = edge.Root;
        this.nodes = nodes;
    }

    /// <summary>Index of the batch's first leaf; the others follow in the order given.</summary>
    public long FirstIndex { get; }

    /// <summary>Leaves in the tree with the batch.</summary>
    public long Size { get; }

    /// <summary>Root of the tree with the batch.</summary>
    public TreeHash Root { get; }

    /// <summary>The inclusion proof of a leaf of this batch in the tree of <see cref="Size"/>.</summary>
    /// <param name="index">From <see cref="FirstIndex"/> to <see cref="Size"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A leaf of another batch.</exception>
    public ImmutableArray<TreeHash> Prove(long index)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(index, FirstIndex);
        return InclusionProof.TryCreate(nodes, index, Size, out ImmutableArray<TreeHash> proof)
            ? proof
            : throw new UnreachableException($"a hash on the way from leaf {index} to the root of size {Size} is neither new nor a peak");
    }
}
