// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Attestation.TransparencyLog;

namespace Attestation.Agent.Ledger;

/// <summary>A published head with its note.</summary>
/// <param name="Checkpoint">The head.</param>
/// <param name="Note">The signed note; UTF-8.</param>
internal record NotedHead(Checkpoint Checkpoint, ReadOnlyMemory<byte> Note)
{
    public long Size => Checkpoint.Size;

    /// <summary>The note as each proof of a batch quotes it.</summary>
    public string NoteText { get; } = Encoding.UTF8.GetString(Note.Span);
}
