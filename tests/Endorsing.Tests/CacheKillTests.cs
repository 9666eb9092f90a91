// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Attestation.Tdx.Simulator;

namespace Attestation.Endorsing.Tests;

/// <summary>Writers that are killed in the middle, alone and against each other.</summary>
public sealed class CacheKillTests : IDisposable
{
    private const int Points = 24;
    private const int LongPoints = 200;
    private const int MaxWritesBeforeTheKill = 24;

    private readonly string folder = Directory.CreateTempSubdirectory("attest-tests-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Kill_9_at_any_point_leaves_a_cache_that_opens_and_gives_the_same_verdict()
    {
        Random random = new(20261120);
        SimulatedTdxMachine machine = Scene.LongLived();
        CacheWitness witness = new(folder);
        int points = Environment.GetEnvironmentVariable("ATTESTATION_LONG") is { Length: > 0 } ? LongPoints : Points;
        for (int killed = 0; killed < points;)
        {
            Process[] writers = [.. Enumerable.Range(0, 1 + (killed % 2)).Select(_ => Start())];
            IEnumerable<Task<string[]>> lives = writers.Select(writer => LiveAsync(writer, random.Next(1, MaxWritesBeforeTheKill)));
            foreach (string[] lines in await Task.WhenAll(lives))
            {
                witness.Acknowledge(lines);
            }

            killed += writers.Length;
            witness.RequireSound(machine);
        }
    }

    private async Task<string[]> LiveAsync(Process writer, int writes)
    {
        using (writer)
        {
            List<string> lines = [];
            try
            {
                await WatchAsync(writer, writes, lines);
            }
            finally
            {
                writer.Kill();
                await writer.WaitForExitAsync(TestContext.Current.CancellationToken);
            }

            string rest = await writer.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            return [.. lines, .. rest.Split('\n')[..^1]];
        }
    }

    // Reads between the writes: a reader needs no lock, and sees at least what was kept before.
    private async Task WatchAsync(Process writer, int writes, List<string> lines)
    {
        CacheWitness own = new(folder);
        while (lines.Count < writes && await writer.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            lines.Add(line);
            own.Acknowledge(line);
            own.RequireKept();
        }

        if (lines.Count != writes)
        {
            Assert.Fail(await EndOf(writer));
        }
    }

    private static async Task<string> EndOf(Process writer) => $"the writer ended: {await writer.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)}";

    private Process Start()
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[CacheWriter.Variable] = folder;
        return Process.Start(start)!;
    }
}
