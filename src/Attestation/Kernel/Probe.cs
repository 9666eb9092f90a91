// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Kernel;

/// <summary>One thing that was looked for, and what came of it.</summary>
/// <param name="What">What, for example <c>configfs-tsm</c>.</param>
/// <param name="Path">Where.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Says">What was found, or what failed; lower case, no final period.</param>
public sealed record Probe(string What, string Path, ProbeOutcome Outcome, string Says)
{
    /// <summary>The next step of whoever runs the machine; empty where there is none.</summary>
    public string Hint { get; init; } = "";
}
