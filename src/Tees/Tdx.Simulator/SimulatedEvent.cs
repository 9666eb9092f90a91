// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;

namespace Attestation.Tdx.Simulator;

/// <summary>Something that a TD measured.</summary>
/// <param name="Rtmr">The register, 0 to 3.</param>
/// <param name="Type">TCG event type, for example 4 for EV_SEPARATOR.</param>
/// <param name="Data">The event as the log carries it.</param>
public sealed record SimulatedEvent(int Rtmr, uint Type, ReadOnlyMemory<byte> Data)
{
    /// <summary>SHA-384 that extends the register; the hash of <see cref="Data"/> unless given.</summary>
    public ReadOnlyMemory<byte> Digest { get; init; } = SHA384.HashData(Data.Span);
}
