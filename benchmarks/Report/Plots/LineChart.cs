// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Benchmarks.Report.Plots;

/// <summary>Lines over an axis, by the logarithm of their values.</summary>
internal static class LineChart
{
    private const int Width = 720;
    private const int Left = 70;
    private const int Right = 700;
    private const int Top = 50;
    private const int Bottom = 300;
    private const int LegendLine = 18;
    private const int LegendColumns = 2;

    /// <summary>The picture.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="across">The axis below.</param>
    /// <param name="unit">Of the axis beside.</param>
    /// <param name="series">At least one, each with a point.</param>
    public static string Draw(string title, PlotAxis across, string unit, IReadOnlyList<PlotSeries> series)
    {
        SvgPicture picture = new(Width, Bottom + 60 + (LegendLine * ((series.Count + 1) / LegendColumns)), title);
        PlotScale x = across.Scale(series.SelectMany(each => each.Points).Select(point => point.Across), Left, Right);
        PlotScale y = PlotScale.Logarithmic(series.SelectMany(each => each.Points).Select(point => point.Up), Bottom, Top);
        picture.Text(Left, 20, title, isTitle: true);
        picture.Text(Left, Top - 10, unit, "end");
        Axes(picture, x, y);
        picture.Text(Right, Bottom + 36, across.Title, "end");
        for (int at = 0; at < series.Count; at++)
        {
            picture.Curve(at, [.. series[at].Points.Select(point => (x.PlaceOf(point.Across), y.PlaceOf(point.Up)))]);
            Legend(picture, at, series[at].Name);
        }

        return picture.End();
    }

    private static void Axes(SvgPicture picture, PlotScale x, PlotScale y)
    {
        foreach ((double value, string text) in y.Ticks)
        {
            picture.Grid(Left, y.PlaceOf(value), Right, y.PlaceOf(value));
            picture.Text(Left - 6, y.PlaceOf(value) + 4, text, "end");
        }

        foreach ((double value, string text) in x.Ticks)
        {
            picture.Grid(x.PlaceOf(value), Top, x.PlaceOf(value), Bottom);
            picture.Text(x.PlaceOf(value), Bottom + 18, text, "middle");
        }
    }

    private static void Legend(SvgPicture picture, int at, string name)
    {
        double x = Left + (at % LegendColumns * (Right - Left) / LegendColumns);
        double y = Bottom + 56 + (LegendLine * (at / LegendColumns));
        picture.Box(at, x, y - 9, 10, 10);
        picture.Text(x + 16, y, name);
    }
}
