// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Numerics;

namespace Attestation.Cli.Benchmarking;

/// <summary>Latencies in a fixed number of buckets, so that a run of any length takes the same memory: exact to 1/128 of the value.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class LatencyHistogram
{
    private const int SubBits = 7;
    private const int SubBuckets = 1 << SubBits;
    private const int Magnitudes = 40;

    private readonly long[] counts = new long[Magnitudes * SubBuckets];
    private long longest;
    private long count;

    /// <summary>How many.</summary>
    public long Count => Interlocked.Read(ref count);

    /// <summary>The longest, exactly.</summary>
    public TimeSpan Max => Microseconds(Interlocked.Read(ref longest));

    /// <summary>Takes note of one.</summary>
    public void Add(TimeSpan latency)
    {
        long value = Math.Max(0, (long)latency.TotalMicroseconds);
        Interlocked.Increment(ref counts[Math.Min(BucketOf(value), counts.Length - 1)]);
        Interlocked.Increment(ref count);
        for (long seen = longest; value > seen && Interlocked.CompareExchange(ref longest, value, seen) != seen;)
        {
            seen = longest;
        }
    }

    /// <summary>The latency that this share of all does not exceed; zero where there is none.</summary>
    /// <param name="share">From 0 to 1.</param>
    public TimeSpan Quantile(double share)
    {
        long wanted = Math.Max(1, (long)Math.Ceiling(share * Count));
        long seen = 0;
        for (int bucket = 0; bucket < counts.Length; bucket++)
        {
            seen += counts[bucket];
            if (seen >= wanted)
            {
                return Microseconds(Math.Min(TopOf(bucket), longest));
            }
        }

        return TimeSpan.Zero;
    }

    /// <summary>How many took longer, to the bucket's width.</summary>
    public long Above(TimeSpan limit)
    {
        int first = Math.Min(BucketOf((long)limit.TotalMicroseconds) + 1, counts.Length);
        return counts.AsSpan(first).ToArray().Sum();
    }

    /// <summary>The distribution in a few bars, by the logarithm: a device that stalls has two humps a factor of a thousand apart.</summary>
    /// <param name="most">Most bars, at least one.</param>
    /// <returns>From the shortest latency to the longest, without a gap, the first and the last not empty; none where there is no latency.</returns>
    public ImmutableArray<LatencyBar> Bars(int most)
    {
        int first = Array.FindIndex(counts, count => count > 0);
        int last = Array.FindLastIndex(counts, count => count > 0);
        if (first < 0)
        {
            return [];
        }

        int width = 1;
        while ((last / width) - (first / width) >= most)
        {
            width *= 2;
        }

        return [.. Enumerable.Range(first / width, (last / width) - (first / width) + 1).Select(bar => BarOf(bar * width, width))];
    }

    private LatencyBar BarOf(int first, int width)
    {
        int end = Math.Min(first + width, counts.Length);
        return new(Microseconds(first == 0 ? 0 : TopOf(first - 1) + 1), Microseconds(TopOf(end - 1) + 1), counts.AsSpan(first..end).ToArray().Sum());
    }

    // Values below 128 have a bucket each; above, each power of two has 128.
    private static int BucketOf(long value)
    {
        int magnitude = Math.Max(0, BitOperations.Log2((ulong)value) - SubBits);
        return (magnitude * SubBuckets) + (int)(value >> magnitude);
    }

    private static long TopOf(int bucket)
    {
        int magnitude = Math.Max(0, (bucket / SubBuckets) - 1);
        return (((long)bucket - (magnitude * SubBuckets) + 1) << magnitude) - 1;
    }

    private static TimeSpan Microseconds(long value) => TimeSpan.FromMicroseconds((double)value);
}
