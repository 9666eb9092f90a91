// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Cli.Benchmarking;
using CsCheck;

namespace Attestation.Cli.Tests;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void A_quantile_is_at_most_one_in_128_above_the_value_that_has_that_rank() =>
        Gen.Select(Gen.Long[0, 100_000_000].Array[1, 500], Gen.Double[0.0, 1.0]).Sample((micros, share) =>
        {
            LatencyHistogram histogram = Of(micros);
            long[] sorted = [.. micros.Order()];
            long exact = sorted[Math.Max(1, (int)Math.Ceiling(share * sorted.Length)) - 1];
            long got = (long)histogram.Quantile(share).TotalMicroseconds;
            return got >= exact && got <= exact + (exact / 128) && got <= sorted[^1];
        });

    [Fact]
    public void The_longest_is_kept_exactly()
    {
        LatencyHistogram histogram = Of(3, 1_234_567, 7);

        Assert.Equal(3, histogram.Count);
        Assert.Equal(TimeSpan.FromMicroseconds(1_234_567L), histogram.Max);
    }

    [Fact]
    public void Those_above_a_limit_are_counted()
    {
        LatencyHistogram histogram = Of(10, 1_000_000, 1_100_000, 20_000_000);

        Assert.Equal(2, histogram.Above(TimeSpan.FromSeconds(1)));
        Assert.Equal(0, histogram.Above(TimeSpan.FromSeconds(21)));
    }

    [Fact]
    public void Nothing_has_no_latency()
    {
        Assert.Equal(TimeSpan.Zero, new LatencyHistogram().Quantile(0.5));
        Assert.Equal(0, new LatencyHistogram().Above(TimeSpan.Zero));
    }

    [Fact]
    public void Bars_follow_each_other_without_a_gap_and_count_every_latency_once() =>
        Gen.Select(Gen.Long[0, 100_000_000].Array[1, 500], Gen.Int[1, 40]).Sample((micros, most) =>
        {
            ImmutableArray<LatencyBar> bars = Of(micros).Bars(most);
            bool follow = bars.Zip(bars.Skip(1)).All(pair => pair.First.To == pair.Second.From);
            bool counted = bars.All(bar => micros.Count(each => each >= (long)bar.From.TotalMicroseconds && each < (long)bar.To.TotalMicroseconds) == bar.Count);
            return bars.Length <= most && follow && counted && bars.Sum(bar => bar.Count) == micros.Length && bars[0].Count > 0 && bars[^1].Count > 0;
        });

    [Fact]
    public void A_device_that_stalls_has_two_humps()
    {
        ImmutableArray<LatencyBar> bars = Of(6_000, 6_100, 6_200, 10_200_000).Bars(16);

        Assert.Equal([3, 1], bars.Where(bar => bar.Count > 0).Select(bar => bar.Count));
        Assert.True(bars.Length > 2);
    }

    [Fact]
    public void Nothing_has_no_bar() => Assert.Empty(new LatencyHistogram().Bars(16));

    private static LatencyHistogram Of(params long[] micros)
    {
        LatencyHistogram histogram = new();
        Array.ForEach(micros, each => histogram.Add(TimeSpan.FromTicks(each * TimeSpan.TicksPerMicrosecond)));
        return histogram;
    }
}
