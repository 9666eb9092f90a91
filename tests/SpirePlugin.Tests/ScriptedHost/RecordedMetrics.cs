// SPDX-License-Identifier: Apache-2.0

using System.Threading.Channels;
using Attestation.SpirePlugin.Protos.Metrics;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Protocol = Attestation.SpirePlugin.Protos.Metrics.Metrics;

namespace Attestation.SpirePlugin.Tests.ScriptedHost;

/// <summary>SPIRE's Metrics service; keeps what it got.</summary>
internal sealed class RecordedMetrics : Protocol.MetricsBase
{
    private readonly Channel<(string Kind, string Key, double Value, string Labels)> got = Channel.CreateUnbounded<(string, string, double, string)>();

    public async Task<(string Kind, string Key, double Value, string Labels)> NextAsync() =>
        await got.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60));

    public override Task<Empty> IncrCounter(IncrCounterRequest request, ServerCallContext context) => Keep("counter", request.Key, request.Val, request.Labels);

    public override Task<Empty> SetGauge(SetGaugeRequest request, ServerCallContext context) => Keep("gauge", request.Key, request.Val, request.Labels);

    public override Task<Empty> MeasureSince(MeasureSinceRequest request, ServerCallContext context) => Keep("since", request.Key, request.Time, request.Labels);

    private Task<Empty> Keep(string kind, IEnumerable<string> key, double value, IEnumerable<Label> labels)
    {
        got.Writer.TryWrite((kind, string.Join('.', key), value, string.Join(',', labels.Select(each => $"{each.Name}={each.Value}"))));
        return Task.FromResult(new Empty());
    }
}
