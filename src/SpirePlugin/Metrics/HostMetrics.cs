// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Threading.Channels;
using Attestation.SpirePlugin.Hosting;
using Attestation.SpirePlugin.Protos.Metrics;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using Client = Attestation.SpirePlugin.Protos.Metrics.Metrics.MetricsClient;

namespace Attestation.SpirePlugin.Metrics;

/// <summary>Metrics through SPIRE's host service: a bounded queue and one sender, which begins with the first of them.</summary>
/// <remarks>What is dropped is counted and told as <c>tee.metrics_dropped</c> once SPIRE listens again. Thread-safe.</remarks>
internal sealed partial class HostMetrics : IPluginMetrics
{
    private const int MaxWaiting = 1024;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);
    private static readonly ImmutableArray<string> DroppedKey = ["tee", "metrics_dropped"];

    private readonly Channel<IMessage> queue = Channel.CreateBounded<IMessage>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly HostServices host;
    private readonly PluginLife life;
    private readonly TimeProvider clock;
    private readonly ILogger<HostMetrics> logger;
    private readonly Lazy<Task> sender;
    private long dropped;

    /// <summary>Sends nothing before the first metric.</summary>
    /// <param name="host">The way to SPIRE.</param>
    /// <param name="life">Its end is the sender's.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="logger">The log.</param>
    public HostMetrics(HostServices host, PluginLife life, TimeProvider clock, ILogger<HostMetrics> logger)
    {
        this.host = host;
        this.life = life;
        this.clock = clock;
        this.logger = logger;
        sender = new(() => Task.Run(SendAllAsync));
    }

    /// <summary>How many were dropped and not told yet.</summary>
    public long Dropped => Interlocked.Read(ref dropped);

    /// <inheritdoc/>
    public void Count(ImmutableArray<string> key, params ReadOnlySpan<MetricLabel> labels) =>
        Send(new IncrCounterRequest { Key = { key }, Val = 1, Labels = { Of(labels) } });

    /// <inheritdoc/>
    public void Gauge(ImmutableArray<string> key, float value, params ReadOnlySpan<MetricLabel> labels) =>
        Send(new SetGaugeRequest { Key = { key }, Val = value, Labels = { Of(labels) } });

    /// <inheritdoc/>
    public void Measure(ImmutableArray<string> key, DateTimeOffset start, params ReadOnlySpan<MetricLabel> labels) =>
        Send(new MeasureSinceRequest { Key = { key }, Time = Nanoseconds(start), Labels = { Of(labels) } });

    private static long Nanoseconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;

    private static IEnumerable<Label> Of(ReadOnlySpan<MetricLabel> labels)
    {
        List<Label> all = [];
        foreach (MetricLabel each in labels)
        {
            all.Add(new() { Name = each.Name, Value = each.Value });
        }

        return all;
    }

    private void Send(IMessage metric)
    {
        if (!queue.Writer.TryWrite(metric))
        {
            Interlocked.Increment(ref dropped);
        }

        _ = sender.Value;
    }

    private async Task SendAllAsync()
    {
        try
        {
            await foreach (IMessage metric in queue.Reader.ReadAllAsync(life.Ending).ConfigureAwait(false))
            {
                await TrySendAsync(metric).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The plugin ends.
        }
    }

    private async Task TrySendAsync(IMessage metric)
    {
        try
        {
            Client client = new(await host.ChannelAsync(life.Ending).ConfigureAwait(false));
            await SendAsync(client, metric).ConfigureAwait(false);
            await TellDroppedAsync(client).ConfigureAwait(false);
        }
        catch (Exception lost) when (lost is RpcException or TimeoutException)
        {
            if (Interlocked.Increment(ref dropped) == 1)
            {
                LogDropped(logger, lost.Message);
            }
        }
    }

    private async Task TellDroppedAsync(Client client)
    {
        if (Dropped is > 0 and long count)
        {
            await SendAsync(client, new IncrCounterRequest { Key = { DroppedKey }, Val = count }).ConfigureAwait(false);
            Interlocked.Add(ref dropped, -count);
        }
    }

    private async Task SendAsync(Client client, IMessage metric)
    {
        CallOptions options = new(deadline: (clock.GetUtcNow() + Deadline).UtcDateTime, cancellationToken: life.Ending);
        switch (metric)
        {
            case IncrCounterRequest counter:
                await client.IncrCounterAsync(counter, options).ConfigureAwait(false);
                break;
            case SetGaugeRequest gauge:
                await client.SetGaugeAsync(gauge, options).ConfigureAwait(false);
                break;
            case MeasureSinceRequest since:
                await client.MeasureSinceAsync(since, options).ConfigureAwait(false);
                break;
        }
    }

    [LoggerMessage(603, LogLevel.Debug, "SPIRE takes no metrics")]
    private static partial void LogDropped(ILogger logger, string error);
}
