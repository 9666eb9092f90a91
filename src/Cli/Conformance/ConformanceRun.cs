// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Cli.Conformance;

/// <summary>Runs the cases that were asked for.</summary>
internal static class ConformanceRun
{
    /// <summary>Runs suites in order.</summary>
    /// <param name="suites">The suites that the folder holds.</param>
    /// <param name="skipped">What cannot be run.</param>
    /// <param name="only">Ids of the cases that were asked for; empty for all.</param>
    /// <param name="progress">Told of each case before it runs.</param>
    /// <exception cref="CliError">An id that was asked for is not there.</exception>
    public static ConformanceReport Run(
        IReadOnlyList<ConformanceSuite> suites, ImmutableArray<SkippedCase> skipped, IReadOnlyCollection<string> only, Action<int> progress)
    {
        string[] known = [.. suites.SelectMany(suite => suite.Cases).Select(each => each.Id), .. skipped.Select(each => each.Id)];
        if (only.Except(known, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            throw new CliError($"--case: \"{unknown}\" is no case of this folder");
        }

        ImmutableArray<ConformanceCase>.Builder cases = ImmutableArray.CreateBuilder<ConformanceCase>();
        foreach ((string id, Func<ConformanceCase> run) in suites.SelectMany(suite => suite.Cases))
        {
            if (only.Count == 0 || only.Contains(id))
            {
                progress(cases.Count);
                cases.Add(run());
            }
        }

        return new(cases.ToImmutable(), [.. skipped.Where(each => only.Count == 0 || only.Contains(each.Id))]);
    }
}
