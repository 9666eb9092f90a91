// SPDX-License-Identifier: Apache-2.0

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

    private static LatencyHistogram Of(params long[] micros)
    {
        LatencyHistogram histogram = new();
        Array.ForEach(micros, each => histogram.Add(TimeSpan.FromTicks(each * TimeSpan.TicksPerMicrosecond)));
        return histogram;
    }
}
