// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Globalization;

namespace Attestation.Benchmarks.Report.Plots;

/// <summary>Where a value stands in the picture, and which values are written beside the axis.</summary>
/// <param name="PlaceOf">Value to picture units.</param>
/// <param name="Ticks">Values that are written, and how.</param>
internal sealed record PlotScale(Func<double, double> PlaceOf, ImmutableArray<(double Value, string Text)> Ticks)
{
    private const double Least = 0.01;

    /// <summary>Words at even distances.</summary>
    public static PlotScale Even(ImmutableArray<string> words, double from, double to) => new(
        value => from + ((to - from) * (value + 0.5) / words.Length),
        [.. words.Select((word, at) => ((double)at, word))]);

    /// <summary>Whole powers of ten around the values; nothing stands below a hundredth.</summary>
    public static PlotScale Logarithmic(IEnumerable<double> values, double from, double to)
    {
        double[] logarithms = [.. values.Select(value => Math.Log10(Math.Max(value, Least)))];
        int low = (int)Math.Floor(logarithms.Min());
        int high = Math.Max(low + 1, (int)Math.Ceiling(logarithms.Max()));
        return new(
            value => from + ((to - from) * (Math.Log10(Math.Max(value, Least)) - low) / (high - low)),
            [.. Enumerable.Range(low, high - low + 1).Select(power => (Math.Pow(10, power), Words(power)))]);
    }

    /// <summary>From nothing to the largest.</summary>
    public static PlotScale FromZero(double largest, double from, double to) =>
        new(value => from + ((to - from) * value / Math.Max(largest, Least)), []);

    private static string Words(int power) => Math.Pow(10, power).ToString(power < 0 ? "0.##" : "#,0", CultureInfo.InvariantCulture);
}
