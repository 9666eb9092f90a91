// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Attestation.Benchmarks.Report;

namespace Attestation.Benchmarks;

/// <summary>Keys bound through the bind socket. The load generator is the native command line: the socket takes no program that a runtime runs.</summary>
internal static class BindBenchmark
{
    private const string Device = "tdx-fast-poll";
    private const int AimPerSecond = 2000;
    private const string Unlimited = "2000000000";

    public static void Run(Budget budget)
    {
        JsonArray rows = [];
        foreach (int callers in budget.Of<int[]>([1, 16, 64, 256, 1024], [1, 16]))
        {
            using AgentUnderLoad running = new(
                Programs.Published.Agent, Device, ("quotas.svid-binding.perSecond", Unlimited), ("quotas.svid-binding.bytesPerMinute", Unlimited));
            rows.Add(Row(callers, Measured(running.Sockets, callers, budget.Of("PT20S", "PT2S"))));
        }

        Results.Write(budget, PartShapes.Bind, MeasuredDevice.Simulated(Device), rows);
    }

    private static JsonNode Measured(string sockets, int callers, string duration)
    {
        ProcessStartInfo start = new(
            Programs.Published.Attest, ["bench", "--bind", "--socket", sockets, "--callers", callers.ToString(CultureInfo.InvariantCulture), "--duration", duration, "--output", "json"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process attest = Process.Start(start)!;
        Task<string> error = attest.StandardError.ReadToEndAsync();
        string said = attest.StandardOutput.ReadToEnd();
        attest.WaitForExit();
        return attest.ExitCode == 0 ? JsonNode.Parse(said)! : throw new InvalidOperationException($"attest exited {attest.ExitCode}: {error.GetAwaiter().GetResult().Trim()}");
    }

    private static JsonObject Row(int callers, JsonNode measured)
    {
        JsonNode latencies = measured["latencyMicroseconds"]!;
        double Milliseconds(string share) => Math.Round(latencies[share]!.GetValue<long>() / 1000.0, 2);
        return new()
        {
            ["device"] = Device,
            ["callers"] = callers,
            ["perSecond"] = measured["perSecond"]!.DeepClone(),
            ["p50Milliseconds"] = Milliseconds("p50"),
            ["p90Milliseconds"] = Milliseconds("p90"),
            ["p99Milliseconds"] = Milliseconds("p99"),
            ["maxMilliseconds"] = Milliseconds("max"),
            ["refused"] = measured["refused"]!.DeepClone(),
            ["aimPerSecond"] = callers == 1 ? null : AimPerSecond,
        };
    }
}
