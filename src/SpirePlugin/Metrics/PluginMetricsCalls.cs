// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Grpc.Core;

namespace Attestation.SpirePlugin.Metrics;

/// <summary>SPIRE's habit for a call that ended.</summary>
internal static class PluginMetricsCalls
{
    /// <summary>Counts a call and measures how long it took, both by its status.</summary>
    /// <param name="metrics">Where to.</param>
    /// <param name="key">The call's parts.</param>
    /// <param name="start">When it began.</param>
    /// <param name="status">How it ended.</param>
    public static void Called(this IPluginMetrics metrics, ImmutableArray<string> key, DateTimeOffset start, StatusCode status)
    {
        MetricLabel how = new("status", status.ToString());
        metrics.Count(key, how);
        metrics.Measure([.. key, "elapsed_time"], start, how);
    }
}
