// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;

namespace Attestation.Cli.Doctoring;

/// <summary>One line of <c>attest doctor</c>.</summary>
/// <param name="Outcome">Good, worth a look, bad, or not there.</param>
/// <param name="What">What was looked at.</param>
/// <param name="Says">What was found; lower case, no final period.</param>
internal sealed record Remark(Outcome Outcome, string What, string Says)
{
    /// <summary>The next step; empty where there is none.</summary>
    public string Hint { get; init; } = "";

    /// <summary>A probe of the kernel's ports.</summary>
    public static Remark Of(Probe probe) => new(Of(probe.Outcome), probe.What, $"{probe.Path}: {probe.Says}") { Hint = probe.Hint };

    private static Outcome Of(ProbeOutcome outcome) => outcome switch
    {
        ProbeOutcome.Used or ProbeOutcome.Spare => Outcome.Pass,
        ProbeOutcome.Unusable => Outcome.Fail,
        _ => Outcome.NotEvaluated,
    };
}
