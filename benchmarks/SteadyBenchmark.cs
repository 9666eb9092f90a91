// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Attestation.Benchmarks;

/// <summary>Memory over time under load: the slope of resident memory over the last half.</summary>
internal static class SteadyBenchmark
{
    private const int Callers = 1000;
    private const double AimMebibytesAMinute = 1;

    private static readonly TimeSpan Sample = TimeSpan.FromSeconds(5);

    public static void Run(Budget budget)
    {
        using AgentUnderLoad running = new(Programs.Published.Agent, "tdx-fast-poll");
        ProcessStartInfo start = new(
            Programs.Published.Attest,
            ["bench", "--socket", running.Sockets, "--callers", Callers.ToString(CultureInfo.InvariantCulture), "--duration", budget.Of("PT10M", "PT25S"), "--output", "json"])
        {
            RedirectStandardOutput = true,
        };
        using Process load = Process.Start(start)!;
        Task<string> said = load.StandardOutput.ReadToEndAsync();
        List<(double Minutes, double Mebibytes)> samples = [];
        for (long began = Stopwatch.GetTimestamp(); !load.WaitForExit(Sample);)
        {
            samples.Add((Stopwatch.GetElapsedTime(began).TotalMinutes, running.ResidentKilobytes() / 1024.0));
        }

        JsonNode measured = JsonNode.Parse(said.GetAwaiter().GetResult())!;
        (double, double)[] lastHalf = [.. samples.Skip(samples.Count / 2)];
        double slope = Slope(lastHalf);
        Results.Write(budget, "agent-memory", MeasuredDevice.Simulated("tdx-fast-poll"), Report(measured, samples, slope));
    }

    private static (JsonObject Json, string Markdown) Report(JsonNode measured, List<(double Minutes, double Mebibytes)> samples, double slope)
    {
        JsonObject json = new()
        {
            ["callers"] = Callers,
            ["statements"] = measured["statements"]!.DeepClone(),
            ["seconds"] = measured["seconds"]!.DeepClone(),
            ["slopeMebibytesAMinute"] = Math.Round(slope, 3),
            ["aimMebibytesAMinute"] = AimMebibytesAMinute,
            ["samples"] = new JsonArray([.. samples.Select(each => (JsonNode)new JsonArray(Math.Round(each.Minutes, 2), Math.Round(each.Mebibytes, 1)))]),
        };
        string text = string.Create(CultureInfo.InvariantCulture, $"""
            {measured["statements"]} statements of {Callers} callers in {measured["seconds"]} s on a simulated device of 7 to 11 ms, native binary.

            | resident at the start MiB | in the middle | at the end | slope over the last half, MiB a minute | aim |
            |---|---|---|---|---|
            | {samples[0].Mebibytes:f1} | {samples[samples.Count / 2].Mebibytes:f1} | {samples[^1].Mebibytes:f1} | {slope:f2} | under {AimMebibytesAMinute} |

            """);
        return (json, text);
    }

    // Least squares.
    private static double Slope((double X, double Y)[] points)
    {
        double x = points.Average(each => each.X);
        double y = points.Average(each => each.Y);
        return points.Sum(each => (each.X - x) * (each.Y - y)) / points.Sum(each => (each.X - x) * (each.X - x));
    }
}
