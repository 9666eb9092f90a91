// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json;
using Attestation.Cli.Benchmarking;

namespace Attestation.Cli.Rendering;

/// <summary>Throughput and latencies: a table for people, microseconds for machines.</summary>
internal static class BenchRenderer
{
    private const string MediaType = "application/vnd.attestation.bench+json;version=1";

    private static readonly (string Name, double Share)[] Quantiles = [("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("p99.9", 0.999)];

    /// <summary>The table.</summary>
    public static void Print(Page page, BenchOutcome outcome)
    {
        page.Line($"{Number(outcome.PerSecond, 1)} statements a second   {About(outcome)}");
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
            page.Marked(Outcome.Warn, "  ", $"refused     {count} times: {reason}{Advice(reason)}");
        }
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
        json.WriteNumber("statements", outcome.Latencies.Count);
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
        json.WriteStartObject("stalls");
        json.WriteNumber("count", outcome.Stalls);
        json.WriteNumber("aboveMicroseconds", (long)outcome.StallLimit.TotalMicroseconds);
        json.WriteEndObject();
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

    private static string Advice(string reason) =>
        reason == "quota" ? "; raise quotas.user-data in the agent's configuration for a benchmark" : "";

    private static string Milliseconds(TimeSpan span) => Number(span.TotalMilliseconds, 2);

    private static string Number(double value, int digits) => value.ToString($"F{digits}", CultureInfo.InvariantCulture);
}
