// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Attestation.Benchmarks.Report;
using Attestation.Native;
using Attestation.TransparencyLog;
using Attestation.Wire;

namespace Attestation.Benchmarks;

/// <summary>The log on a disk, by its size: filled, appended to, and read for proofs.</summary>
internal static class LogBenchmark
{
    private const int LeafBytes = 512;
    private const int BatchLeaves = 4096;
    private const string RunName = "run";

    public static void Run(Budget budget)
    {
        int[] sizes = budget.Of<int[]>([1_000, 10_000, 100_000, 1_000_000], [1_000, 10_000]);
        Results.Write(budget, PartShapes.Log, MeasuredDevice.None, [.. sizes.Select(leaves => (JsonNode)Row(leaves, budget))]);
    }

    private static JsonObject Row(int leaves, Budget budget)
    {
        string parent = Directory.CreateDirectory(Path.Combine(TestKit.Repository.Root, "artifacts", "benchmarks", $"log-{Guid.NewGuid():n}")).FullName;
        try
        {
            using LogDirectory storage = LogDirectory.Create(parent, RunName);
            LogWriter writer = new(storage);
            TimeSpan filling = Sample.Timed(() => Fill(writer, leaves));
            JsonObject row = new() { ["leaves"] = leaves, ["filledPerSecond"] = Math.Round(leaves / filling.TotalSeconds) };
            Append(row, writer, budget.Of(500, 50));
            Prove(row, storage, writer, budget.Of(2000, 100));
            row["diskMebibytes"] = Math.Round(Directory.EnumerateFiles(parent, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length) / (1024.0 * 1024), 1);
            return row;
        }
        finally
        {
            Directory.Delete(parent, recursive: true);
        }
    }

    private static void Fill(LogWriter writer, int leaves)
    {
        while (writer.Size < leaves)
        {
            writer.Append([.. Enumerable.Range(0, (int)Math.Min(BatchLeaves, leaves - writer.Size)).Select(_ => Leaf())]);
            writer.DeleteSuperseded();
        }
    }

    private static void Append(JsonObject row, LogWriter writer, int count)
    {
        Sample sample = new(Enumerable.Range(0, count).Select(_ => One(writer)).ToArray());
        row["appendP50Microseconds"] = sample.At(0.5);
        row["appendP99Microseconds"] = sample.At(0.99);
    }

    private static double One(LogWriter writer)
    {
        ReadOnlyMemory<byte>[] leaf = [Leaf()];
        double microseconds = Sample.Timed(() => writer.Append(leaf)).TotalMicroseconds;
        writer.DeleteSuperseded();
        return microseconds;
    }

    private static void Prove(JsonObject row, LogDirectory storage, LogWriter writer, int count)
    {
        AppendedBatch last = writer.Append([Leaf()]);
        TileReader reader = new(storage, last.Size);
        Sample sample = Sample.Microseconds(count, () => Demand(reader, RandomNumberGenerator.GetInt32((int)last.Size), last.Root));
        row["proveP50Microseconds"] = sample.At(0.5);
        row["proveP99Microseconds"] = sample.At(0.99);
    }

    private static void Demand(TileReader reader, long index, TreeHash root)
    {
        if (!reader.TryProve(index, root, out _, out ImmutableArray<TreeHash> _, out Malformed? malformed))
        {
            throw new InvalidOperationException(malformed.ToString());
        }
    }

    private static ReadOnlyMemory<byte> Leaf() => RandomNumberGenerator.GetBytes(LeafBytes);
}
