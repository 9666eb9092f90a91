// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Machine.Simulator.Guest;

/// <summary>What a simulated provider answers.</summary>
/// <param name="Out">The report.</param>
public sealed record SimulatedBlobs(byte[] Out)
{
    /// <summary>What the host adds.</summary>
    public byte[] Aux { get; init; } = [];

    /// <summary>The service's manifest.</summary>
    public byte[] Manifest { get; init; } = [];
}
