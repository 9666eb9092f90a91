// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Cli.Logs;

/// <summary>What was found in one run's directory.</summary>
/// <param name="Name">The directory's own name.</param>
/// <param name="Run">The run; null where its checkpoint is not sound.</param>
/// <param name="Findings">In order; the first that fails is the last that was looked at.</param>
internal sealed record RunReport(string Name, PublishedRun? Run, ImmutableArray<Finding> Findings)
{
    public Outcome Outcome => Finding.Worst(Findings);
}
