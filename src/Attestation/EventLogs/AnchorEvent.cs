// SPDX-License-Identifier: Apache-2.0

namespace Attestation.EventLogs;

/// <summary>One run of the boot in the anchor log.</summary>
/// <param name="Digest">What the register was extended with.</param>
/// <param name="LogStart">The bytes of the run's log-start statement.</param>
public sealed record AnchorEvent(ReadOnlyMemory<byte> Digest, ReadOnlyMemory<byte> LogStart);
