// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Agent.Measuring;

/// <summary>The time in which a process is looked at, and what was known of its execs at the beginning.</summary>
/// <param name="Pid">The process.</param>
/// <param name="Before">Null where it was unknown.</param>
/// <param name="Began">A timestamp.</param>
/// <param name="Settling">How long before that its exec must have been.</param>
internal sealed record ExecWindow(int Pid, ExecRecord? Before, long Began, TimeSpan Settling);
