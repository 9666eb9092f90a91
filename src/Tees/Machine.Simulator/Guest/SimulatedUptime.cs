// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;

namespace Attestation.Machine.Simulator.Guest;

/// <summary>A boot of a machine made of memory: it began when this was made.</summary>
/// <param name="id">The boot's id.</param>
/// <param name="clock">What time is measured by.</param>
public sealed class SimulatedUptime(Guid id, TimeProvider clock) : IBoot
{
    private const long NanosecondsInTick = 100;

    private readonly long start = clock.GetTimestamp();

    /// <inheritdoc/>
    public Guid Id() => id;

    /// <inheritdoc/>
    public long Nanoseconds() => clock.GetElapsedTime(start).Ticks * NanosecondsInTick;
}
