// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.SpirePlugin.Metrics;

/// <summary>Metrics through SPIRE, which puts <c>spire_server</c> or <c>spire_agent</c> before each key.</summary>
/// <remarks>
/// Never waits, never throws: what the queue has no room for is dropped and counted. SPIRE's habit for a call: count its key at
/// the end and measure the key and <c>elapsed_time</c>, both with the label <c>status</c>, a gRPC code's name; <see cref="PluginMetricsCalls"/> does both.
/// </remarks>
internal interface IPluginMetrics
{
    /// <summary>Adds one to a counter.</summary>
    /// <param name="key">Its parts, <c>["tee", "hand_over"]</c>.</param>
    /// <param name="labels">Its series.</param>
    void Count(ImmutableArray<string> key, params ReadOnlySpan<MetricLabel> labels);

    /// <summary>Sets a gauge.</summary>
    /// <param name="key">Its parts.</param>
    /// <param name="value">Its value now.</param>
    /// <param name="labels">Its series.</param>
    void Gauge(ImmutableArray<string> key, float value, params ReadOnlySpan<MetricLabel> labels);

    /// <summary>Measures the time from a start until now.</summary>
    /// <param name="key">Its parts.</param>
    /// <param name="start">When it began.</param>
    /// <param name="labels">Its series.</param>
    void Measure(ImmutableArray<string> key, DateTimeOffset start, params ReadOnlySpan<MetricLabel> labels);
}
