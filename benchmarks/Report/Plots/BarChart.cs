// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Attestation.Benchmarks.Report.Plots;

/// <summary>Bars from nothing, each with its name and value.</summary>
internal static class BarChart
{
    private const int Width = 720;
    private const int Left = 270;
    private const int Right = 640;
    private const int Top = 40;
    private const int Row = 28;
    private const int Thickness = 16;

    /// <summary>The picture.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="unit">Of the values.</param>
    /// <param name="bars">At least one.</param>
    public static string Draw(string title, string unit, IReadOnlyList<(string Name, double Value)> bars)
    {
        SvgPicture picture = new(Width, Top + (Row * bars.Count) + 10, title);
        PlotScale scale = PlotScale.FromZero(bars.Max(bar => bar.Value), Left, Right);
        picture.Text(10, 20, title, isTitle: true);
        for (int at = 0; at < bars.Count; at++)
        {
            double y = Top + (Row * at);
            double end = scale.PlaceOf(bars[at].Value);
            picture.Text(Left - 8, y + 13, bars[at].Name, "end");
            picture.Box(0, Left, y, end - Left, Thickness);
            picture.Text(end + 6, y + 13, string.Create(CultureInfo.InvariantCulture, $"{bars[at].Value:0.##} {unit}"));
        }

        return picture.End();
    }
}
