// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SpirePlugin.Agent.WorkloadAttestor;

/// <summary>A kind of selector of this plugin.</summary>
/// <param name="Name">What stands before its value.</param>
/// <param name="Example">With a value.</param>
/// <param name="Description">What it says.</param>
/// <param name="OfProgram">True where it says what the process runs: not of a pid that a broker chose.</param>
internal sealed record WorkloadSelector(string Name, string Example, string Description, bool OfProgram);
