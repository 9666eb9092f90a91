// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Attestation.Benchmarks;

/// <summary>Times of one thing.</summary>
/// <param name="times">In any unit and order, at least one.</param>
internal sealed class Sample(IEnumerable<double> times)
{
    private readonly double[] sorted = [.. times.Order()];

    /// <summary>How many.</summary>
    public int Count => sorted.Length;

    /// <summary>The times, from the shortest.</summary>
    public IReadOnlyList<double> Sorted => sorted;

    /// <summary>Does it so many times, after a tenth of that to warm up.</summary>
    /// <param name="count">How often.</param>
    /// <param name="once">Does it.</param>
    public static Sample Microseconds(int count, Action once)
    {
        for (int i = 0; i < count / 10; i++)
        {
            once();
        }

        return new(Enumerable.Range(0, count).Select(_ => Timed(once).TotalMicroseconds).ToArray());
    }

    /// <summary>How long it took once.</summary>
    public static TimeSpan Timed(Action once)
    {
        long began = Stopwatch.GetTimestamp();
        once();
        return Stopwatch.GetElapsedTime(began);
    }

    /// <summary>What this share stays within, to two digits.</summary>
    /// <param name="share">From 0 to 1.</param>
    public double At(double share) => Math.Round(sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))], 2);

    /// <summary>p50, p90, p99 and max into a row, by the names that the report knows.</summary>
    /// <param name="row">The row.</param>
    public void WriteMilliseconds(JsonObject row)
    {
        foreach ((string name, double share) in (ReadOnlySpan<(string, double)>)[("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("max", 1)])
        {
            row[name + "Milliseconds"] = At(share);
        }
    }
}
