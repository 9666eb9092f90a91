// SPDX-License-Identifier: Apache-2.0

namespace Attestation.TransparencyLog.Tests;

/// <summary>Nodes out of a list of all leaf hashes.</summary>
internal sealed class LeafSource(TreeHash[] leaves) : INodeSource
{
    public bool TryGet(int level, long index, out TreeHash hash)
    {
        long from = index << level;
        long to = index + 1 << level;
        hash = to <= leaves.Length ? Trees.Root(leaves.AsSpan((int)from, (int)(to - from))) : default;
        return to <= leaves.Length;
    }
}
