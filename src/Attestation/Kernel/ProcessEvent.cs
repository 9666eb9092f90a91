// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Kernel;

/// <summary>What a process did, in the kernel's own numbers of processes.</summary>
/// <param name="Kind">What.</param>
/// <param name="Pid">Who; of a fork the new process. 0 where events were lost.</param>
/// <param name="Parent">Of a fork the parent that the kernel gave it, who with CLONE_PARENT is not who made it; else 0.</param>
public readonly record struct ProcessEvent(ProcessEventKind Kind, int Pid, int Parent);
