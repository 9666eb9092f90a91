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
            Bars("tdx-verify", "tdx-verify", "TDX: times a raw P-256 verify of the same run", "times", Ratios(report, PartShapes.TdxVerify)),
            Bars("snp-verify", "snp-verify", "SEV-SNP: times a raw P-384 verify of the same run", "times", Ratios(report, PartShapes.SnpVerify)),
            Lines("quote-latency", "quote-latency", $"Quote latency, ms ({label})", new(Percentiles.Select(each => each.Words), "percentile"), "ms", Latencies(report)),
            .. Histograms(report),
            Lines("agent-load", "agent-load", $"Statements a second against callers ({label})", new("callers"), "per second", OfLoad(report, "perSecond")),
            Lines("agent-load", "agent-load-p99", $"p99 against callers, ms ({label})", new("callers"), "ms", OfLoad(report, "p99Milliseconds")),
            Lines("bind", "bind", $"Bindings a second against callers ({label})", new("callers"), "per second", Bindings(report)),
            Lines("log", "log", "Append and prove against leaves, p50 µs", new("leaves"), "µs", Log(report)),
            Bars("spire-plugins", "spire-plugins", "Start, p50 ms", "ms", Starts(report)),
        ];
        return [.. plots.OfType<ReportPlot>()];
    }

    private static ReportPlot? Lines(string part, string file, string title, PlotAxis across, string unit, IEnumerable<PlotSeries> series)
    {
        PlotSeries[] drawn = [.. series.Where(each => each.Points.Length > 0)];
        return drawn.Length == 0 ? null : new(part, $"{file}.svg", title, LineChart.Draw(title, across, unit, drawn));
    }

    private static ReportPlot? Bars(string part, string file, string title, string unit, (string Name, double Value)[] bars) =>
        bars.Length == 0 ? null : new(part, $"{file}.svg", title, BarChart.Draw(title, unit, bars));

    private static (string, double)[] Ratios(JsonObject report, PartShape shape) =>
        [.. LinesOf(report, shape.Name, "timesRawVerify").Select(line => ($"{Key(line, 0)}: {Key(line, 1)}", Number(line, "timesRawVerify")))];

    private static IEnumerable<PlotSeries> Latencies(JsonObject report) => LinesOf(report, PartShapes.Quote.Name, [.. Percentiles.Select(each => each.Property)]).Select(line =>
        new PlotSeries(Key(line, 0), [.. Percentiles.Select((each, at) => ((double)at, Number(line, each.Property)))]));

    // A model of one value has one bar.
    private static IEnumerable<ReportPlot?> Histograms(JsonObject report) => LinesOf(report, PartShapes.Quote.Name).Select(line => Bars(
        "quote-latency", $"quote-latency-{Key(line, 0)}", $"Quotes of {Key(line, 0)} by latency", "quotes",
        [.. line[PartLines.Buckets]?.AsArray().Select(bucket => ($"{bucket!["from"]} to {bucket["to"]} ms", bucket["count"]!.GetValue<double>())) ?? []]));

    private static IEnumerable<PlotSeries> OfLoad(JsonObject report, string figure) => LinesOf(report, PartShapes.Load.Name, figure)
        .GroupBy(line => $"{Key(line, 0)}, {Key(line, 1)}", StringComparer.Ordinal)
        .Select(group => new PlotSeries(group.Key, [.. group.Select(line => (Count(Key(line, 2)), Number(line, figure)))]));

    private static IEnumerable<PlotSeries> Bindings(JsonObject report) => LinesOf(report, PartShapes.Bind.Name, "perSecond")
        .GroupBy(line => Key(line, 0), StringComparer.Ordinal)
        .Select(group => new PlotSeries(group.Key, [.. group.Select(line => (Count(Key(line, 1)), Number(line, "perSecond")))]));

    private static IEnumerable<PlotSeries> Log(JsonObject report) => new[] { ("append one leaf", "appendP50Microseconds"), ("prove a leaf", "proveP50Microseconds") }
        .Select(each => new PlotSeries(each.Item1, [.. LinesOf(report, PartShapes.Log.Name, each.Item2).Select(line => (Count(Key(line, 0)), Number(line, each.Item2)))]));

    private static (string, double)[] Starts(JsonObject report) =>
    [
        .. LinesOf(report, PartShapes.Process.Name, "p50").Select(line => ("attest verify, exec to exit", Number(line, "p50"))),
        .. LinesOf(report, PartShapes.Plugins.Name, "handshakeP50").Select(line => ($"plugin ({Key(line, 0)}), exec to handshake", Number(line, "handshakeP50"))),
        .. LinesOf(report, PartShapes.Plugins.Name, "configuredP50").Select(line => ($"plugin ({Key(line, 0)}), exec to configured", Number(line, "configuredP50"))),
    ];

    // A line without one of the figures has no place in the picture.
    private static IEnumerable<JsonNode> LinesOf(JsonObject report, string part, params string[] figures) =>
        report["parts"]!.AsArray().Single(each => each!["name"]!.ToString() == part)!["lines"]!.AsArray()
            .Select(line => line!)
            .Where(line => figures.All(figure => line["figures"]![figure] is not null));

    private static string Key(JsonNode line, int at) => line["keys"]![at]!.ToString();

    private static double Count(string key) => double.Parse(key, CultureInfo.InvariantCulture);

    private static double Number(JsonNode line, string figure) => double.Parse(line["figures"]![figure]!.ToJsonString(), CultureInfo.InvariantCulture);
}
