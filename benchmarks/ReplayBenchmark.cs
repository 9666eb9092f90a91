// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Attestation.Benchmarks.Report;
using Attestation.EventLogs;
using Attestation.Tdx.Simulator;

namespace Attestation.Benchmarks;

/// <summary>Event logs of TDs: real ones where a vector folder is given, else a simulated one.</summary>
internal static class ReplayBenchmark
{
    private static readonly string[] RealLogs = ["cctrusted-ccel_data.bin", "cos113-ccel-data.bin"];

    public static void Run(Budget budget)
    {
        int rounds = budget.Of(2000, 50);
        Results.Write(budget, PartShapes.Replay, MeasuredDevice.None, [.. Logs().Select(log => (JsonNode)Row(log.Name, log.Bytes, rounds))]);
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Logs()
    {
        string? vectors = Environment.GetEnvironmentVariable("ATTESTATION_VECTORS");
        if (vectors is { Length: > 0 } && Directory.Exists(Path.Combine(vectors, "tdx", "eventlog")))
        {
            return RealLogs.Select(name => ($"real {Path.GetFileNameWithoutExtension(name)}", File.ReadAllBytes(Path.Combine(vectors, "tdx", "eventlog", name))));
        }

        SimulatedTdxMachine machine = SimulatedTdxMachine.Create(SimulatedTdxOptions.At(SimulatedTdxOptions.DefaultNow));
        return [("simulated", machine.Td.EventLog() ?? throw new InvalidOperationException("the simulated TD has no event log"))];
    }

    private static JsonObject Row(string name, byte[] bytes, int rounds)
    {
        EventLog log = Parsed(bytes);
        return new()
        {
            ["log"] = name,
            ["bytes"] = bytes.Length,
            ["events"] = log.Events.Length,
            ["parseP50Microseconds"] = Sample.Microseconds(rounds, () => Parsed(bytes)).At(0.5),
            ["replayP50Microseconds"] = Sample.Microseconds(rounds, () => Replayed(log)).At(0.5),
        };
    }

    private static EventLog Parsed(byte[] bytes) =>
        EventLog.TryParse(bytes, out EventLog? log, out Wire.Malformed? malformed) ? log : throw new InvalidOperationException(malformed.ToString());

    private static Replay Replayed(EventLog log) =>
        Replay.TryOf(log, DigestAlgorithm.Sha384, StartValues.Zero, out Replay? replay) ? replay : throw new InvalidOperationException("the log has no SHA-384 bank");
}
