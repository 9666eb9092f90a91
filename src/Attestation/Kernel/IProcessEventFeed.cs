// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Kernel;

/// <summary>Events of processes, those of one process in their order.</summary>
/// <remarks>The kernel sends an event before the call that it tells of returns. Not thread-safe but for <see cref="Wait"/>.</remarks>
public interface IProcessEventFeed : IDisposable
{
    /// <summary>Waits until there is something to take.</summary>
    /// <param name="longest">How long at most.</param>
    /// <returns>False where the time is over.</returns>
    bool Wait(TimeSpan longest);

    /// <summary>Takes the next event, without waiting.</summary>
    /// <returns>Null where there is none yet.</returns>
    /// <exception cref="KernelException">The feed is broken, and stays so.</exception>
    ProcessEvent? Take();
}
