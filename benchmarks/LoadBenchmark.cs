// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Attestation.Benchmarks;

/// <summary>The agent under load: <c>h2load</c> in its own process on the same cores, closed loop, one connection for 64 callers.</summary>
internal static class LoadBenchmark
{
    private const string FastPoll = "tdx-fast-poll";
    private const string Stock = "tdx-stock";
    private const string Snp = "sev-snp";

    private static readonly (string Path, string Value) OneEach = ("commit.maxLeaves", "1");
    private static readonly (string Path, string Value) NoLinger = ("commit.linger", "PT0S");

    /// <summary>What is measured: the device, how statements are committed, the callers, and for how long.</summary>
    private static readonly LoadCase[] Cases =
    [
        .. new[] { 1, 10, 100, 1000, 5000 }.Select(callers => new LoadCase(FastPoll, "batched", callers, 8)),
        .. new[] { 1, 10, 100, 1000, 5000 }.Select(callers => new LoadCase(Stock, "batched", callers, 12)),
        .. new[] { 1, 100, 1000, 5000 }.Select(callers => new LoadCase(Snp, "batched", callers, 25)),
        .. new[] { 1, 100, 1000 }.Select(callers => new LoadCase(FastPoll, "one quote each", callers, 8, OneEach)),
        .. new[] { 1, 10, 100 }.Select(callers => new LoadCase(FastPoll, "no linger", callers, 8, NoLinger)),
        .. new[] { 1, 100 }.Select(callers => new LoadCase(Stock, "no linger", callers, 12, NoLinger)),
    ];

    public static void Run(Budget budget)
    {
        if (H2Load.Program is null)
        {
            throw new InvalidOperationException("no h2load (Debian: apt-get install nghttp2-client)");
        }

        JsonArray rows = [];
        JsonObject memory = Memory();
        foreach (LoadCase each in budget.Of(Cases, [.. Cases.Where(each => each.Latency == FastPoll && each.Callers <= 100)]))
        {
            using AgentUnderLoad running = new(Programs.Published.Agent, each.Latency, each.Settings);
            JsonObject row = Row(each, H2Load.Run(running.Sockets, each.Callers, budget.Of(each.Seconds, 1)), running.ResidentKilobytes());
            Console.Error.WriteLine(row.ToJsonString());
            rows.Add(row);
        }

        Results.Write(budget, "agent-load", MeasuredDevice.Simulated("as each line says"), (new() { ["memory"] = memory, ["rows"] = rows }, Table(memory, rows)));
    }

    // Idle: it serves, and nobody asks.
    private static JsonObject Memory()
    {
        using AgentUnderLoad idle = new(Programs.Published.Agent, "none");
        Thread.Sleep(TimeSpan.FromSeconds(3));
        return new() { ["idleKilobytes"] = idle.ResidentKilobytes(), ["aimKilobytes"] = 60 * 1024 };
    }

    private static JsonObject Row(LoadCase each, LoadOutcome measured, long kilobytes) => new()
    {
        ["device"] = each.Latency,
        ["commit"] = each.Commit,
        ["callers"] = H2Load.Rounded(each.Callers),
        ["perSecond"] = Math.Round(measured.PerSecond, 1),
        ["p50Milliseconds"] = measured.Milliseconds(0.5),
        ["p99Milliseconds"] = measured.Milliseconds(0.99),
        ["maxMilliseconds"] = measured.Milliseconds(1),
        ["quoteP50Milliseconds"] = Math.Round(measured.QuoteP50Microseconds / 1000.0, 2),
        ["refused"] = measured.Refused,
        ["residentKilobytes"] = kilobytes,
    };

    private static string Table(JsonObject memory, JsonArray rows)
    {
        StringBuilder text = new();
        text.AppendLine("SIMULATED device latencies: tdx-fast-poll 7 to 11 ms, tdx-stock 1.03 s, sev-snp 8 ms with 10.2 s at each tenth. Native binary; the load");
        text.AppendLine("generator, nghttp2's h2load, is a process of its own on the same cores, closed loop, one connection for 64 callers, quotas raised. Aims: at least 10,000 a second at 1,000 callers");
        text.AppendLine("with a 10 ms device; p99 at most 2.5 times the device's latency at 5,000 callers with the 1.03 s device; idle memory at most 60 MB.");
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"Resident memory, idle: {memory["idleKilobytes"]!.GetValue<long>() / 1024.0:f1} MB.");
        text.AppendLine();
        text.AppendLine("| device | commit | callers | statements/s | p50 ms | p99 ms | max ms | quote p50 ms | refused | MB |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (JsonNode? row in rows)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {row!["device"]} | {row["commit"]} | {row["callers"]} | {row["perSecond"]} | {row["p50Milliseconds"]} | {row["p99Milliseconds"]} | {row["maxMilliseconds"]} | {row["quoteP50Milliseconds"]} | {row["refused"]} | {row["residentKilobytes"]!.GetValue<long>() / 1024} |");
        }

        return text.ToString();
    }
}
