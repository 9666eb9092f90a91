// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Collections.Immutable;
using Attestation.SpirePlugin.Metrics;

namespace Attestation.SpirePlugin.Tests.Server.Composer;

/// <summary>Keeps what was counted, <c>key label=value</c>, and what gauges show, <c>key value</c>.</summary>
internal sealed class CountedMetrics : IPluginMetrics
{
    private readonly ConcurrentQueue<string> sent = new();

    public IReadOnlyCollection<string> Sent => sent;

    public void Count(ImmutableArray<string> key, params ReadOnlySpan<MetricLabel> labels) =>
        sent.Enqueue($"{string.Join('.', key)} {string.Join(',', labels.ToArray().Select(each => $"{each.Name}={each.Value}"))}");

    public void Gauge(ImmutableArray<string> key, float value, params ReadOnlySpan<MetricLabel> labels) => sent.Enqueue($"{string.Join('.', key)} {value}");

    public void Measure(ImmutableArray<string> key, DateTimeOffset start, params ReadOnlySpan<MetricLabel> labels) => sent.Enqueue(string.Join('.', key));
}
