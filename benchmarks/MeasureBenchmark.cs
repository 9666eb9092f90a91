// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Text.Json.Nodes;
using Attestation.Agent.Measuring;
using Attestation.Benchmarks.Report;
using Attestation.Native;

namespace Attestation.Benchmarks;

/// <summary>The agent's measurement of running programs of several sizes, with and without their digests known.</summary>
internal static class MeasureBenchmark
{
    private const int Grown = 64 << 20;

    public static async Task RunAsync(Budget budget)
    {
        string folder = Directory.CreateTempSubdirectory("measure-bench-").FullName;
        try
        {
            JsonArray rows = [];
            foreach ((string name, string path) in Copies(folder))
            {
                using Process process = Process.Start(path, "infinity");
                try
                {
                    rows.Add(await RowAsync(name, path, process.Id, isWarm: false, budget.Of(200, 10)));
                    rows.Add(await RowAsync(name, path, process.Id, isWarm: true, budget.Of(2000, 50)));
                }
                finally
                {
                    process.Kill();
                    await process.WaitForExitAsync();
                }
            }

            Results.Write(budget, PartShapes.Measure, MeasuredDevice.None, rows);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // What stands behind a program's end is digested, and never mapped.
    private static (string Name, string Path)[] Copies(string folder)
    {
        string plain = Path.Combine(folder, "plain");
        string grown = Path.Combine(folder, "grown");
        File.Copy("/usr/bin/sleep", plain);
        File.Copy("/usr/bin/sleep", grown);
        using FileStream file = File.OpenWrite(grown);
        file.SetLength(Grown);
        return [("sleep", plain), ("sleep, grown", grown)];
    }

    private static async Task<JsonObject> RowAsync(string name, string path, int pid, bool isWarm, int count)
    {
        ulong started = StartTime.TicksOf(pid);
        ProcessMeasurement kept = New();
        await kept.OfPidAsync(pid, started, CancellationToken.None);
        double[] times = new double[count];
        for (int i = 0; i < count; i++)
        {
            ProcessMeasurement measurement = isWarm ? kept : New();
            long began = Stopwatch.GetTimestamp();
            await measurement.OfPidAsync(pid, started, CancellationToken.None);
            times[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }

        JsonObject row = new() { ["program"] = name, ["cache"] = isWarm ? "warm" : "cold", ["bytes"] = new FileInfo(path).Length, ["measurements"] = count };
        new Sample(times).WriteMilliseconds(row);
        return row;
    }

    private static ProcessMeasurement New()
    {
        MeasurementCache cache = new();
        MeasuringLimits limits = new();
        ProcessDirectories directories = new(ProcRoot.OfNode);
        ScriptMeasurement scripts = new([], cache, limits.ScriptBytes);
        ExecTrust execs = new(watch: null, TimeProvider.System);
        return new(new Processes(), directories, cache, new(isPlain: false), scripts, images: null, execs, limits, TimeProvider.System);
    }
}
