// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Kernel;

/// <summary>A process and its parent, as <c>/proc/PID/stat</c> has them.</summary>
/// <param name="Pid">Its number.</param>
/// <param name="Parent">Its parent's number; 0 where the parent is in no pid namespace of ours.</param>
/// <param name="StartTime">When it started, in clock ticks since boot.</param>
public readonly record struct ProcessStat(int Pid, int Parent, ulong StartTime);
