// SPDX-License-Identifier: Apache-2.0

namespace Attestation.TransparencyLog;

/// <summary>Where the hashes of full subtrees come from: a batch in memory, or tiles.</summary>
public interface INodeSource
{
    /// <summary>The root of the leaves from <paramref name="index"/> × 2^<paramref name="level"/> on, 2^<paramref name="level"/> of them.</summary>
    /// <param name="level">0 for a leaf hash.</param>
    /// <param name="index">Counted from 0 within the level.</param>
    /// <param name="hash">The hash; unverified where it was read.</param>
    /// <returns>False where it is not there or not legible.</returns>
    bool TryGet(int level, long index, out TreeHash hash);
}
