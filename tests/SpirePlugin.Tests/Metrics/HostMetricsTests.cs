// SPDX-License-Identifier: Apache-2.0

using Attestation.SpirePlugin.Hosting;
using Attestation.SpirePlugin.Metrics;
using Attestation.SpirePlugin.Tests.ScriptedHost;
using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Attestation.SpirePlugin.Tests.Metrics;

public sealed class HostMetricsTests : IDisposable
{
    private readonly Scratch scratch = new();
    private readonly PluginLife life = new();

    [Fact]
    public async Task Call_is_counted_and_measured_by_its_status()
    {
        await using HostServer spire = await HostServer.StartAsync(scratch.In("s"));
        using HostServices host = new(TimeProvider.System);
        HostMetrics metrics = Of(host);
        host.ListenAt(scratch.In("s"));
        metrics.Called(["tee", "attest"], DateTimeOffset.UnixEpoch.AddSeconds(1), StatusCode.PermissionDenied);

        Assert.Equal(("counter", "tee.attest", 1, "status=PermissionDenied"), await spire.Metrics.NextAsync());
        Assert.Equal(("since", "tee.attest.elapsed_time", 1e9, "status=PermissionDenied"), await spire.Metrics.NextAsync());
    }

    [Fact]
    public async Task Metric_from_before_the_socket_is_known_arrives_afterwards()
    {
        await using HostServer spire = await HostServer.StartAsync(scratch.In("s"));
        using HostServices host = new(TimeProvider.System);
        Of(host).Gauge(["tee", "waiting"], 3, new MetricLabel("a", "b"));
        host.ListenAt(scratch.In("s"));

        Assert.Equal(("gauge", "tee.waiting", 3, "a=b"), await spire.Metrics.NextAsync());
    }

    [Fact]
    public async Task Metrics_without_room_are_dropped_at_once_and_told_later()
    {
        using HostServices host = new(new FakeTimeProvider());
        HostMetrics metrics = Of(host);
        for (int at = 0; at < 3000; at++)
        {
            metrics.Count(["tee", "many"]);
        }

        // One may be with the sender, 1,024 wait.
        Assert.InRange(metrics.Dropped, 3000 - 1025, 3000 - 1024);
        await using HostServer spire = await HostServer.StartAsync(scratch.In("s"));
        host.ListenAt(scratch.In("s"));
        (string Kind, string Key, double Value, string Labels) got;
        do
        {
            got = await spire.Metrics.NextAsync();
        }
        while (got.Key != "tee.metrics_dropped");

        Assert.InRange(got.Value, 3000 - 1025, 3000 - 1024);
    }

    [Fact]
    public async Task SPIRE_that_does_not_listen_costs_metrics_and_nothing_else()
    {
        using HostServices host = new(TimeProvider.System);
        host.ListenAt(scratch.In("nobody"));
        HostMetrics metrics = Of(host);
        metrics.Count(["tee", "lost"]);
        await UntilAsync(() => metrics.Dropped == 1);

        life.End();
        metrics.Count(["tee", "after"]);
    }

    [Fact]
    public async Task Caller_waits_five_seconds_for_the_socket_and_no_longer()
    {
        FakeTimeProvider clock = new();
        using HostServices host = new(clock);
        Task waiting = host.ChannelAsync(TestContext.Current.CancellationToken).AsTask();
        clock.Advance(TimeSpan.FromSeconds(4));
        Assert.False(waiting.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<TimeoutException>(() => waiting);
    }

    public void Dispose()
    {
        life.End();
        life.Dispose();
        scratch.Dispose();
    }

    private HostMetrics Of(HostServices host) => new(host, life, TimeProvider.System, NullLogger<HostMetrics>.Instance);

    private static async Task UntilAsync(Func<bool> condition)
    {
        using CancellationTokenSource late = new(TimeSpan.FromSeconds(60));
        while (!condition())
        {
            late.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
