// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Attestation.Cli.Benchmarking;

namespace Attestation.Cli.Rendering;

/// <summary>Throughput and latencies: a table for people, microseconds for machines.</summary>
internal static class BenchRenderer
{
    private const string MediaType = "application/vnd.attestation.bench+json;version=1";

    private const int MostBars = 16;
    private const int BarColumns = 40;
    private const string Eighths = "▏▎▍▌▋▊▉█";

    private static readonly (string Name, double Share)[] Quantiles = [("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("p99.9", 0.999)];

    /// <summary>The table.</summary>
    public static void Print(Page page, BenchOutcome outcome)
    {
        page.Line($"{Number(outcome.PerSecond, 1)} {outcome.Call.Answers} a second   {About(outcome)}");
        page.Line();
        page.Line($"  answered    {outcome.Latencies.Count} in {Number(outcome.Elapsed.TotalSeconds, 1)} s; {outcome.Callers} callers on {outcome.Connections} connections");
        foreach ((string name, double share) in Quantiles)
        {
            page.Line($"  {name,-11} {Milliseconds(outcome.Latencies.Quantile(share)),10} ms");
        }

        page.Line($"  {"max",-11} {Milliseconds(outcome.Latencies.Max),10} ms");
        page.Line($"  {"quote p50",-11} {Milliseconds(TimeSpan.FromMicroseconds((double)outcome.Agent.QuoteP50Us)),10} ms, by the agent");
        page.Line($"  stalls      {outcome.Stalls} above {Number(outcome.StallLimit.TotalSeconds, 1)} s");
        foreach ((string reason, long count) in outcome.Refusals.OrderByDescending(each => each.Value))
        {
            page.Marked(Outcome.Warn, "  ", $"refused     {count} times: {reason}{Advice(outcome.Call, reason)}");
        }

        Draw(page, outcome.Latencies.Bars(MostBars));
    }

    private static void Draw(Page page, ImmutableArray<LatencyBar> bars)
    {
        if (bars.IsEmpty)
        {
            return;
        }

        long highest = bars.Max(each => each.Count);
        page.Line();
        foreach (LatencyBar bar in bars)
        {
            page.Line($"  {Milliseconds(bar.From),10} to {Milliseconds(bar.To),10} ms  {Bar(bar.Count, highest, page.Style.Utf8)} {bar.Count}");
        }
    }

    // What is there is seen: the least of a bar is an eighth of a column, or one column of ASCII.
    private static string Bar(long count, long highest, bool isUtf8)
    {
        int eighths = count == 0 ? 0 : Math.Max(1, (int)Math.Round(count * (double)(BarColumns * Eighths.Length) / highest));
        int part = eighths % Eighths.Length;
        string bar = isUtf8
            ? new string(Eighths[^1], eighths / Eighths.Length) + (part == 0 ? "" : Eighths[part - 1])
            : new string('#', (eighths + Eighths.Length - 1) / Eighths.Length);
        return bar.PadRight(BarColumns);
    }

    /// <summary>One document.</summary>
    public static void Write(Utf8JsonWriter json, BenchOutcome outcome, string kernel)
    {
        json.WriteStartObject();
        json.WriteString("mediaType", MediaType);
        json.WriteStartArray("tees");
        foreach (string tee in outcome.Agent.Tees)
        {
            json.WriteStringValue(tee);
        }

        json.WriteEndArray();
        json.WriteBoolean("simulated", outcome.Agent.Simulated);
        json.WriteString("agentVersion", outcome.Agent.Version);
        json.WriteString("kernel", kernel);
        json.WriteNumber("callers", outcome.Callers);
        json.WriteNumber("connections", outcome.Connections);
        json.WriteNumber("seconds", Math.Round(outcome.Elapsed.TotalSeconds, 3));
        json.WriteNumber(outcome.Call.Answers, outcome.Latencies.Count);
        json.WriteNumber("perSecond", Math.Round(outcome.PerSecond, 1));
        json.WriteNumber("quoteP50Microseconds", outcome.Agent.QuoteP50Us);
        WriteLatencies(json, outcome);
        WriteRefusals(json, outcome);
        json.WriteEndObject();
    }

    private static void WriteLatencies(Utf8JsonWriter json, BenchOutcome outcome)
    {
        json.WriteStartObject("latencyMicroseconds");
        foreach ((string name, double share) in Quantiles)
        {
            json.WriteNumber(name, (long)outcome.Latencies.Quantile(share).TotalMicroseconds);
        }

        json.WriteNumber("max", (long)outcome.Latencies.Max.TotalMicroseconds);
        json.WriteEndObject();
        WriteBars(json, outcome.Latencies.Bars(MostBars));
        json.WriteStartObject("stalls");
        json.WriteNumber("count", outcome.Stalls);
        json.WriteNumber("aboveMicroseconds", (long)outcome.StallLimit.TotalMicroseconds);
        json.WriteEndObject();
    }

    private static void WriteBars(Utf8JsonWriter json, ImmutableArray<LatencyBar> bars)
    {
        json.WriteStartArray("histogram");
        foreach (LatencyBar bar in bars)
        {
            json.WriteStartObject();
            json.WriteNumber("fromMicroseconds", (long)bar.From.TotalMicroseconds);
            json.WriteNumber("toMicroseconds", (long)bar.To.TotalMicroseconds);
            json.WriteNumber("count", bar.Count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRefusals(Utf8JsonWriter json, BenchOutcome outcome)
    {
        json.WriteStartObject("refused");
        foreach ((string reason, long count) in outcome.Refusals.OrderBy(each => each.Key, StringComparer.Ordinal))
        {
            json.WriteNumber(reason, count);
        }

        json.WriteEndObject();
    }

    private static string About(BenchOutcome outcome) =>
        $"{string.Join(" + ", outcome.Agent.Tees)}{(outcome.Agent.Simulated ? " · SIMULATED, says nothing of hardware" : "")} · agent {outcome.Agent.Version}";

    private static string Advice(BenchCall call, string reason) =>
        reason == "quota" ? $"; raise quotas.{call.Quota} in the agent's configuration for a benchmark" : "";

    private static string Milliseconds(TimeSpan span) => Number(span.TotalMilliseconds, 2);

    private static string Number(double value, int digits) => value.ToString($"F{digits}", CultureInfo.InvariantCulture);
}
