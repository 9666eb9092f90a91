// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.TransparencyLog;

/// <summary>Which Evidence of a run may be deleted (CONTRACTS, section 1.4): never the last, one an hour, nor any of the last 15 minutes.</summary>
public static class EvidenceRetention
{
    private static readonly TimeSpan Whole = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Sizes whose Evidence may go, ascending.</summary>
    /// <param name="kept">Each size with the time its Evidence was kept; a time in the future counts as now.</param>
    /// <param name="now">The present.</param>
    /// <remarks>Of each hour of UTC the largest size stays, which proves every leaf that the others of that hour do.</remarks>
    public static ImmutableArray<long> Superfluous(IReadOnlyCollection<(long Size, DateTimeOffset At)> kept, DateTimeOffset now)
    {
        HashSet<long> ofItsHour = [.. kept.GroupBy(each => each.At.UtcTicks / Hour.Ticks).Select(hour => hour.Max(each => each.Size))];
        long last = kept.Count == 0 ? 0 : kept.Max(each => each.Size);
        return
        [
            .. kept.Where(each => each.Size != last && !ofItsHour.Contains(each.Size) && now - each.At > Whole)
                .Select(each => each.Size)
                .Order(),
        ];
    }
}
