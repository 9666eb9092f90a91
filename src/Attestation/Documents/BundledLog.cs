// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Documents;

/// <summary>A log of a bundle.</summary>
/// <param name="Checkpoint">The note, verbatim.</param>
/// <param name="LogKey">The raw log key; 32 bytes.</param>
/// <param name="Evidences">Evidence over the checkpoint; each TEE once.</param>
public sealed record BundledLog(ReadOnlyMemory<byte> Checkpoint, ReadOnlyMemory<byte> LogKey, ImmutableArray<Evidence> Evidences)
{
    /// <summary>Proofs that older heads of the same log grew into this one.</summary>
    public ImmutableArray<BundledConsistency> Consistency { get; init; } = [];
}
