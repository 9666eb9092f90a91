// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Documents;

/// <summary>A consistency proof from an older head to the log's.</summary>
/// <param name="Checkpoint">The older note, verbatim.</param>
/// <param name="Hashes">The proof; 32 bytes each.</param>
public sealed record BundledConsistency(ReadOnlyMemory<byte> Checkpoint, ImmutableArray<ReadOnlyMemory<byte>> Hashes);
