// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Globalization;
using Attestation.Configuration;
using Attestation.Policies;
using Attestation.Tdx.Simulator;

namespace Attestation.Endorsing.Tests;

/// <summary>Remembers what writers said they kept, and requires of the cache that it is there, or something newer.</summary>
internal sealed class CacheWitness(string folder)
{
    private readonly Dictionary<string, int> acknowledged = [];

    /// <summary>Takes lines of a writer: outcome, number, name.</summary>
    public void Acknowledge(params IEnumerable<string> lines)
    {
        foreach (string[] words in lines.Select(line => line.Split(' ')))
        {
            Assert.True(words[0] is nameof(CacheOutcome.Kept) or nameof(CacheOutcome.Older), words[0]);
            int number = int.Parse(words[1], CultureInfo.InvariantCulture);
            acknowledged[words[2]] = Math.Max(number, acknowledged.GetValueOrDefault(words[2]));
        }
    }

    /// <summary>The cache opens and has at least what was acknowledged.</summary>
    public ImmutableArray<JudgedEndorsement> RequireKept()
    {
        ImmutableArray<JudgedEndorsement> all = CacheWriter.Open(folder).ReadAll();
        foreach ((string name, int number) in acknowledged)
        {
            JudgedEndorsement there = Assert.Single(all, each => each.Name == name);
            Assert.InRange((int)there.Verdict.Number!.Value, number, int.MaxValue);
        }

        return all;
    }

    /// <summary>And once everything is there, the verdict over it is a pass.</summary>
    public void RequireSound(SimulatedTdxMachine machine)
    {
        ImmutableArray<JudgedEndorsement> all = RequireKept();
        if (all.Length == CacheWriter.RequestsOf(machine).Length)
        {
            Assert.Equal(Outcome.Pass, Appraise(machine, new(all.SelectMany(each => each.Pieces))));
        }
    }

    private static Outcome Appraise(SimulatedTdxMachine machine, Endorsements endorsements)
    {
        Assert.True(PolicyFile.TryRead(machine.Policy(), CacheWriter.Trust.Tees, out PolicyFile? file, out ImmutableArray<ConfigProblem> problems), string.Join("; ", problems));
        return CacheWriter.Trust.Tees[0].Appraise(machine.Evidence, endorsements, file.Policy, Scene.Now).Outcome;
    }
}
