// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;

namespace Attestation.Machine.Simulator.Guest;

/// <summary>A guest's kernel made of memory: everything above its ports is production code.</summary>
public sealed class SimulatedGuestKernel : IGuestKernel, IDisposable
{
    /// <inheritdoc/>
    public bool IsSimulated => true;

    /// <summary>What goes wrong.</summary>
    public required KernelScript Script { get; init; }

    /// <summary>What requests wait for.</summary>
    public required SimulatedDevice Device { get; init; }

    /// <inheritdoc/>
    public required ITsmEntries Tsm { get; init; }

    /// <inheritdoc/>
    public required ISevGuestDevice SevGuest { get; init; }

    /// <inheritdoc/>
    public required ITdxGuestDevice TdxGuest { get; init; }

    /// <inheritdoc/>
    public required IMeasurementRegisters Registers { get; init; }

    /// <inheritdoc/>
    public required IEventLogs EventLogs { get; init; }

    /// <inheritdoc/>
    public required IBoot Boot { get; init; }

    /// <inheritdoc/>
    public void Dispose() => Device.Dispose();
}
