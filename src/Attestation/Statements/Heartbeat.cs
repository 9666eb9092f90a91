// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Json;

namespace Attestation.Statements;

/// <summary><c>heartbeat/v1</c>: nothing happened; fresh Evidence covers a new head.</summary>
/// <param name="BootId">The kernel's boot id.</param>
/// <param name="Monotonic">CLOCK_BOOTTIME in nanoseconds.</param>
/// <param name="EvidenceSize">Tree size of the newest Evidence before it.</param>
/// <param name="EvidenceSha256">Digest of that Evidence document; 32 bytes.</param>
public sealed record Heartbeat(Guid BootId, ulong Monotonic, ulong EvidenceSize, ReadOnlyMemory<byte> EvidenceSha256) : IPredicate
{
    /// <inheritdoc/>
    public PredicateType Type => PredicateTypes.Heartbeat;

    /// <inheritdoc/>
    public ImmutableArray<Subject> Subjects => [Subject.OfSha256(Subject.Evidence, EvidenceSha256)];

    /// <inheritdoc/>
    public void WriteTo(JsonItemWriter json)
    {
        json.WriteString("bootId", BootId.ToString("D"));
        json.WriteCounter("monotonic", Monotonic);
        json.WriteCounter("evidenceSize", EvidenceSize);
    }
}
