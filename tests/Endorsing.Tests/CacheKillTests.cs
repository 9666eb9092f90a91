// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Attestation.Configuration;
using Attestation.Policies;
using Attestation.Tdx.Simulator;

namespace Attestation.Endorsing.Tests;

/// <summary>Writers that are killed in the middle, alone and against each other.</summary>
public sealed class CacheKillTests : IDisposable
{
    private const int Points = 40;
    private const int LongPoints = 200;
    private const int MaxWritesBeforeTheKill = 24;

    private readonly string folder = Directory.CreateTempSubdirectory("attest-tests-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Kill_9_at_any_point_leaves_a_cache_that_opens_and_gives_the_same_verdict()
    {
        Random random = new(20261120);
        SimulatedTdxMachine machine = Scene.LongLived();
        Dictionary<string, int> acknowledged = [];
        int points = Environment.GetEnvironmentVariable("ATTESTATION_LONG") is { Length: > 0 } ? LongPoints : Points;
        for (int killed = 0; killed < points;)
        {
            Process[] writers = [.. Enumerable.Range(0, 1 + (killed % 2)).Select(_ => Start())];
            IEnumerable<Task<string[]>> lives = writers.Select(writer => LiveAsync(writer, random.Next(1, MaxWritesBeforeTheKill)));
            foreach (string[] lines in await Task.WhenAll(lives))
            {
                Acknowledge(lines, acknowledged);
            }

            killed += writers.Length;
            RequireSound(machine, acknowledged);
        }
    }

    // Reads between the writes: a reader needs no lock, and sees at least what was kept before.
    private async Task<string[]> LiveAsync(Process writer, int writes)
    {
        using (writer)
        {
            List<string> lines = [];
            Dictionary<string, int> own = [];
            while (lines.Count < writes && await writer.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            {
                lines.Add(line);
                Acknowledge([line], own);
                RequireKept(own);
            }

            if (lines.Count != writes)
            {
                Assert.Fail(await EndOf(writer));
            }

            writer.Kill();
            await writer.WaitForExitAsync(TestContext.Current.CancellationToken);
            string rest = await writer.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            return [.. lines, .. rest.Split('\n')[..^1]];
        }
    }

    private static async Task<string> EndOf(Process writer) => $"the writer ended: {await writer.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)}";

    private Process Start()
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[CacheWriter.Variable] = folder;
        return Process.Start(start)!;
    }

    private static void Acknowledge(string[] lines, Dictionary<string, int> acknowledged)
    {
        foreach (string[] words in lines.Select(line => line.Split(' ')))
        {
            Assert.True(words[0] is nameof(CacheOutcome.Kept) or nameof(CacheOutcome.Older), words[0]);
            int number = int.Parse(words[1], CultureInfo.InvariantCulture);
            acknowledged[words[2]] = Math.Max(number, acknowledged.GetValueOrDefault(words[2]));
        }
    }

    private void RequireSound(SimulatedTdxMachine machine, Dictionary<string, int> acknowledged)
    {
        ImmutableArray<JudgedEndorsement> all = RequireKept(acknowledged);
        if (all.Length == CacheWriter.RequestsOf(machine).Length)
        {
            Assert.Equal(Outcome.Pass, Appraise(machine, new(all.SelectMany(each => each.Pieces))));
        }
    }

    private ImmutableArray<JudgedEndorsement> RequireKept(Dictionary<string, int> acknowledged)
    {
        ImmutableArray<JudgedEndorsement> all = CacheWriter.Open(folder).ReadAll();
        foreach ((string name, int number) in acknowledged)
        {
            JudgedEndorsement there = Assert.Single(all, each => each.Name == name);
            Assert.InRange((int)there.Verdict.Number!.Value, number, int.MaxValue);
        }

        return all;
    }

    private static Outcome Appraise(SimulatedTdxMachine machine, Endorsements endorsements)
    {
        Assert.True(PolicyFile.TryRead(machine.Policy(), CacheWriter.Trust.Tees, out PolicyFile? file, out ImmutableArray<ConfigProblem> problems), string.Join("; ", problems));
        return CacheWriter.Trust.Tees[0].Appraise(machine.Evidence, endorsements, file.Policy, Scene.Now).Outcome;
    }
}
