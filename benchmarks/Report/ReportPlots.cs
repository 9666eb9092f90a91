// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Attestation.Benchmarks.Report.Plots;

namespace Attestation.Benchmarks.Report;

/// <summary>The pictures of a report, out of its lines; one without lines is not drawn.</summary>
internal static class ReportPlots
{
    private static readonly (string Property, string Words)[] Percentiles =
        [("p50Milliseconds", "p50"), ("p90Milliseconds", "p90"), ("p99Milliseconds", "p99"), ("p999Milliseconds", "p99.9"), ("maxMilliseconds", "max")];

    /// <summary>All that there are.</summary>
    /// <param name="report">A <see cref="ReportDocument"/>.</param>
    public static ImmutableArray<ReportPlot> Of(JsonObject report)
    {
        string label = report["label"]!.ToString();
        IEnumerable<ReportPlot?> plots =
        [
            Lines("quote-latency", $"Quote latency, ms ({label})", new(Percentiles.Select(each => each.Words), "percentile"), "ms", Latencies(report)),
            Lines("agent-load", $"Statements a second against callers ({label})", new("callers"), "statements/s", Throughput(report)),
            Lines("bind", $"Bindings a second against callers ({label})", new("callers"), "bindings/s", Bindings(report)),
            Lines("log", "Append and prove against leaves, p50 µs", new("leaves"), "µs", Log(report)),
            Bars("spire-plugins", "Start, p50 ms", "ms", Starts(report)),
        ];
        return [.. plots.OfType<ReportPlot>()];
    }

    private static ReportPlot? Lines(string part, string title, PlotAxis across, string unit, IEnumerable<PlotSeries> series)
    {
        PlotSeries[] drawn = [.. series.Where(each => each.Points.Length > 0)];
        return drawn.Length == 0 ? null : new(part, $"{part}.svg", title, LineChart.Draw(title, across, unit, drawn));
    }

    private static ReportPlot? Bars(string part, string title, string unit, (string Name, double Value)[] bars) =>
        bars.Length == 0 ? null : new(part, $"{part}.svg", title, BarChart.Draw(title, unit, bars));

    private static IEnumerable<PlotSeries> Latencies(JsonObject report) => LinesOf(report, PartShapes.Quote.Name).Select(line =>
        new PlotSeries(Key(line, 0), [.. Percentiles.Select((each, at) => ((double)at, Number(line, each.Property)))]));

    private static IEnumerable<PlotSeries> Throughput(JsonObject report) => LinesOf(report, PartShapes.Load.Name)
        .GroupBy(line => $"{Key(line, 0)}, {Key(line, 1)}", StringComparer.Ordinal)
        .Select(group => new PlotSeries(group.Key, [.. group.Select(line => (Count(Key(line, 2)), Number(line, "perSecond")))]));

    private static IEnumerable<PlotSeries> Bindings(JsonObject report) => LinesOf(report, PartShapes.Bind.Name)
        .GroupBy(line => Key(line, 0), StringComparer.Ordinal)
        .Select(group => new PlotSeries(group.Key, [.. group.Select(line => (Count(Key(line, 1)), Number(line, "perSecond")))]));

    private static IEnumerable<PlotSeries> Log(JsonObject report) => new[] { ("append one leaf", "appendP50Microseconds"), ("prove a leaf", "proveP50Microseconds") }
        .Select(each => new PlotSeries(each.Item1, [.. LinesOf(report, PartShapes.Log.Name).Select(line => (Count(Key(line, 0)), Number(line, each.Item2)))]));

    private static (string, double)[] Starts(JsonObject report) =>
    [
        .. LinesOf(report, PartShapes.Process.Name).Select(line => ("attest verify, exec to exit", Number(line, "p50"))),
        .. LinesOf(report, PartShapes.Plugins.Name).Select(line => ($"plugin ({Key(line, 0)}), exec to handshake", Number(line, "handshakeP50"))),
        .. LinesOf(report, PartShapes.Plugins.Name).Select(line => ($"plugin ({Key(line, 0)}), exec to configured", Number(line, "configuredP50"))),
    ];

    private static IEnumerable<JsonNode> LinesOf(JsonObject report, string part) =>
        report["parts"]!.AsArray().Single(each => each!["name"]!.ToString() == part)!["lines"]!.AsArray().Select(line => line!);

    private static string Key(JsonNode line, int at) => line["keys"]![at]!.ToString();

    private static double Count(string key) => double.Parse(key, CultureInfo.InvariantCulture);

    private static double Number(JsonNode line, string figure) => double.Parse(line["figures"]![figure]!.ToJsonString(), CultureInfo.InvariantCulture);
}
