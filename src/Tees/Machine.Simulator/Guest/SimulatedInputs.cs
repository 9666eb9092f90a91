// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Machine.Simulator.Guest;

/// <summary>What was written into an entry of a simulated configfs-tsm.</summary>
/// <param name="InBlob">What the report covers.</param>
/// <param name="PrivilegeLevel">0 until it is written.</param>
/// <param name="ServiceProvider">Null until it is written.</param>
/// <param name="ServiceId">All zero until it is written.</param>
/// <param name="ServiceManifestVersion">0 until it is written.</param>
public sealed record SimulatedInputs(
    ReadOnlyMemory<byte> InBlob, int PrivilegeLevel = 0, string? ServiceProvider = null, Guid ServiceId = default, uint ServiceManifestVersion = 0);
