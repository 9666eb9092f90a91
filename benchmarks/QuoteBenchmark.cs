// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Attestation.Agent.Configuration;
using Attestation.Agent.Machine;
using Attestation.Agent.Quoting;
using Attestation.Benchmarks.Report;
using Attestation.Kernel;
using Attestation.Machine.Simulator.Guest;
using Attestation.Native;
using Microsoft.Extensions.Logging.Abstractions;

namespace Attestation.Benchmarks;

/// <summary>One quote after the other, as the agent asks: of this machine's own device where it is a TEE's guest, else of models.</summary>
internal static class QuoteBenchmark
{
    private const int ReportDataBytes = 64;
    private const double BucketsOfOctave = 4;

    // A throttled report takes ten seconds.
    private static readonly (string Tee, SimulatedLatency Latency, int Quotes, int QuickQuotes)[] Models =
    [
        ("tdx", SimulatedLatency.TdxFastPoll, 2000, 100), ("tdx", SimulatedLatency.TdxStock, 50, 5), ("sev-snp", SimulatedLatency.SevSnp, 100, 10),
    ];

    public static async Task RunAsync(Budget budget)
    {
        if (await OwnAsync() is { } machine)
        {
            JsonObject row = await RowAsync(machine, machine.Attesters[0].Tee, budget.Of(1000, 20));
            Results.Write(budget, PartShapes.Quote, MeasuredDevice.Hardware(machine.Attesters[0].Tee), [row]);
            return;
        }

        JsonArray rows = [];
        foreach ((string tee, SimulatedLatency latency, int quotes, int quickQuotes) in Models)
        {
            SimulatedMachines simulated = SimulatedMachines.Start(tee, fault: null, latency, TimeProvider.System);
            rows.Add(await RowAsync(await DetectAsync(simulated.Kernel), latency.Name, budget.Of(quotes, quickQuotes)));
        }

        Results.Write(budget, PartShapes.Quote, MeasuredDevice.Simulated("as each line says"), rows);
    }

    private static async Task<AgentMachine?> OwnAsync()
    {
        try
        {
            return await DetectAsync(new LinuxKernel());
        }
        catch (AttesterException none) when (none.Reason == AttesterReason.NoTee)
        {
            return null;
        }
    }

    private static Task<AgentMachine> DetectAsync(IGuestKernel kernel) => AgentMachine.DetectAsync(kernel, [AgentOptions.AnyTee], TimeProvider.System);

    private static async Task<JsonObject> RowAsync(AgentMachine machine, string device, int quotes)
    {
        Quoter quoter = new(machine.Attesters, TimeProvider.System, NullLogger<Quoter>.Instance);
        double[] times = new double[quotes];
        for (int i = 0; i < quotes; i++)
        {
            byte[] reportData = RandomNumberGenerator.GetBytes(ReportDataBytes);
            long began = Stopwatch.GetTimestamp();
            await quoter.QuoteAsync(reportData);
            times[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }

        Sample sample = new(times);
        JsonObject row = new() { ["device"] = device, ["quotes"] = quotes, ["p999Milliseconds"] = sample.At(0.999), ["stalls"] = quoter.Latency.Stalls };
        sample.WriteMilliseconds(row);
        row[PartLines.Buckets] = Buckets(sample);
        return row;
    }

    // By the logarithm: a throttled device has two humps a factor of a thousand apart.
    private static JsonArray Buckets(Sample sample) =>
    [
        .. sample.Sorted.GroupBy(BucketOf).OrderBy(bucket => bucket.Key)
            .Select(bucket => (JsonNode)new JsonObject { ["from"] = Edge(bucket.Key), ["to"] = Edge(bucket.Key + 1), ["count"] = bucket.Count() }),
    ];

    private static int BucketOf(double milliseconds) => (int)Math.Floor(Math.Log2(Math.Max(milliseconds, 0.001)) * BucketsOfOctave);

    private static string Edge(int bucket) => Math.Pow(2, bucket / BucketsOfOctave).ToString("0.##", CultureInfo.InvariantCulture);
}
