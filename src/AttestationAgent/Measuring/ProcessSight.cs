// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Kernel.Procfs;

namespace Attestation.Agent.Measuring;

/// <summary>One look at a process: what is compared, and what it was made of.</summary>
/// <param name="Snapshot">What must be the same at the second look.</param>
/// <param name="Mappings">Every mapping.</param>
/// <param name="Arguments">As <c>/proc/PID/cmdline</c> has them.</param>
/// <param name="Environment">As <c>/proc/PID/environ</c> has it.</param>
internal sealed record ProcessSight(ProcessSnapshot Snapshot, ImmutableArray<MemoryMapping> Mappings, ReadOnlyMemory<byte> Arguments, ReadOnlyMemory<byte> Environment);
