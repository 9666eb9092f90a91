// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Tdx.Endorse;

/// <summary>One TCB level of an enclave or of the TDX module: everything from this ISVSVN up to the next level's.</summary>
/// <param name="IsvSvn">The lowest SVN of the level.</param>
/// <param name="Status">Its status.</param>
/// <param name="Date">Its <c>tcbDate</c>.</param>
/// <param name="Advisories">Its <c>advisoryIDs</c>; opaque.</param>
public sealed record IsvLevel(int IsvSvn, TcbStatus Status, DateTimeOffset Date, ImmutableArray<string> Advisories)
{
    /// <summary>The level that covers <paramref name="svn"/>; null where it lies below all.</summary>
    /// <param name="highestFirst">Levels by descending SVN.</param>
    /// <param name="svn">The SVN that was reported.</param>
    public static IsvLevel? Covering(ImmutableArray<IsvLevel> highestFirst, int svn)
    {
        foreach (IsvLevel level in highestFirst)
        {
            if (level.IsvSvn <= svn)
            {
                return level;
            }
        }

        return null;
    }
}
