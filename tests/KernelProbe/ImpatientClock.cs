// SPDX-License-Identifier: Apache-2.0

namespace Attestation.KernelProbe;

/// <summary>A clock whose timers go off at once: pauses between attempts take no time.</summary>
public sealed class ImpatientClock : TimeProvider
{
    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : TimeSpan.Zero, period);
}
