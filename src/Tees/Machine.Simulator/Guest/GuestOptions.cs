// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Machine.Simulator.Guest;

/// <summary>How a simulated guest's kernel is built and behaves.</summary>
public sealed record GuestOptions
{
    /// <summary>How long the device takes.</summary>
    public SimulatedLatency Latency { get; init; } = SimulatedLatency.None;

    /// <summary>What goes wrong.</summary>
    public KernelScript Script { get; init; } = new();

    /// <summary>False for a kernel without configfs-tsm (before 6.7).</summary>
    public bool HasTsm { get; init; } = true;

    /// <summary>False for a kernel that shows no measurement registers (before 6.16).</summary>
    public bool HasRegisters { get; init; } = true;

    /// <summary>The lowest privilege level that may be asked for, 0 to 3; of TEEs that know levels.</summary>
    public int PrivilegeFloor { get; init; }

    /// <summary>The manifest of the service module (SVSM) that the guest runs under; null where there is none. Of TEEs that know levels.</summary>
    public ReadOnlyMemory<byte>? ServiceManifest { get; init; }

    /// <summary>The boot's id; null takes a random one.</summary>
    public Guid? BootId { get; init; }
}
