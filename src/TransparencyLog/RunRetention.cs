// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.TransparencyLog;

/// <summary>Which runs may be pruned (CONTRACTS, section 1.4): whole ones, oldest first, never the live one, none before its time.</summary>
public static class RunRetention
{
    /// <summary>Runs that may go, the one with the oldest last checkpoint first.</summary>
    /// <param name="runs">Every run with the time of its last checkpoint; where it published none, of its directory.</param>
    /// <param name="live">The live run.</param>
    /// <param name="retention">Configuration <c>log.retention</c>.</param>
    /// <param name="now">The present.</param>
    public static ImmutableArray<RunId> Expired(
        IReadOnlyCollection<(RunId Run, DateTimeOffset LastCheckpoint)> runs, RunId live, TimeSpan retention, DateTimeOffset now) =>
    [
        .. runs.Where(each => each.Run != live && now - each.LastCheckpoint > retention)
            .OrderBy(each => each.LastCheckpoint)
            .ThenBy(each => each.Run.Value, StringComparer.Ordinal)
            .Select(each => each.Run),
    ];
}
