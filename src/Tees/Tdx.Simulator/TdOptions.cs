// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Tdx.Simulator;

/// <summary>The TD: how it was built, what it measured while it booted, and what its log says of that.</summary>
public sealed record TdOptions
{
    /// <summary>TDATTRIBUTES with SEPT_VE_DISABLE alone, bit 28.</summary>
    public const ulong StrictAttributes = 0x1000_0000;

    /// <summary>XFAM of bare metal servers: e702060000000000 in memory order.</summary>
    public const ulong ServerXfam = 0x602e7;

    /// <summary>TDATTRIBUTES.</summary>
    public ulong Attributes { get; init; } = StrictAttributes;

    /// <summary>XFAM.</summary>
    public ulong Xfam { get; init; } = ServerXfam;

    /// <summary>MRTD, 48 bytes.</summary>
    public ReadOnlyMemory<byte> MrTd { get; init; } = SimulatedTd.MeasurementOf("simulated td firmware");

    /// <summary>MRCONFIGID, 48 bytes.</summary>
    public ReadOnlyMemory<byte> MrConfigId { get; init; } = new byte[48];

    /// <summary>MROWNER, 48 bytes.</summary>
    public ReadOnlyMemory<byte> MrOwner { get; init; } = new byte[48];

    /// <summary>MROWNERCONFIG, 48 bytes.</summary>
    public ReadOnlyMemory<byte> MrOwnerConfig { get; init; } = new byte[48];

    /// <summary>MR_SERVICETD, 48 bytes; only TD reports of 1.5 say it.</summary>
    public ReadOnlyMemory<byte> MrServiceTd { get; init; } = new byte[48];

    /// <summary>What the TD measures while it boots.</summary>
    public ImmutableArray<SimulatedEvent> Events { get; init; } = SimulatedBoot.Events;

    /// <summary>What the event log says of it.</summary>
    public EventLogForm EventLog { get; init; }
}
