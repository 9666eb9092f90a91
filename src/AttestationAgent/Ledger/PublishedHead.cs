// SPDX-License-Identifier: Apache-2.0

using Attestation.TransparencyLog;

namespace Attestation.Agent.Ledger;

/// <summary>The newest head, with Evidence over it.</summary>
/// <param name="Checkpoint">The head.</param>
/// <param name="Note">The signed note.</param>
/// <param name="EvidenceSha256">Digest of the Evidence document.</param>
/// <param name="At">When it was published.</param>
/// <param name="Batch">The batch that ends in it; proves its own leaves from memory.</param>
internal sealed record PublishedHead(
    Checkpoint Checkpoint, ReadOnlyMemory<byte> Note, ReadOnlyMemory<byte> EvidenceSha256, DateTimeOffset At, AppendedBatch Batch)
    : NotedHead(Checkpoint, Note);
