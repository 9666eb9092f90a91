// SPDX-License-Identifier: Apache-2.0

using Attestation.Statements;
using Attestation.TransparencyLog;
using Attestation.Wire;

namespace Attestation.Agent.Ledger;

/// <summary>Runs that have ended. They are read, never continued, and nothing of them enters the live tree but one head by name.</summary>
/// <param name="state">Where they lie.</param>
/// <param name="open">Opens a run's directory.</param>
internal sealed class Archive(StateDirectory state, Func<string, ILogStorage> open)
{
    /// <summary>The last published head of the run that <c>current</c> names, as found: whoever wrote it, an auditor checks it.</summary>
    public PreviousHead? Previous()
    {
        if (Newest() is not { } run || CheckpointOf(run) is not { } head)
        {
            return null;
        }

        return new(head.Origin.ToString(), (ulong)head.Size, head.Root.Bytes.ToArray());
    }

    /// <summary>What the first statement of the run that <c>current</c> names says of simulation; null where it says nothing readable.</summary>
    public bool? PreviousIsSimulated()
    {
        if (Newest() is not { } run || CheckpointOf(run) is not { Size: > 0 } head)
        {
            return null;
        }

        bool reads = new TileReader(open(state.Of(run)), head.Size).TryEntry(0, out ReadOnlyMemory<byte> entry, out _);
        return reads && Statement.TryParse(entry, out Statement? first, out _) && first.Type == PredicateTypes.LogStart ? LogStart.Of(first).Simulated : null;
    }

    /// <summary>The published head of a run; null where it has none.</summary>
    public Checkpoint? CheckpointOf(RunId run) =>
        open(state.Of(run)).TryRead(LogLayout.Checkpoint, SignedNote.MaxBytes, out byte[]? note)
        && SignedNote.TryParse(note, out SignedNote? signed, out Malformed? _)
        && Checkpoint.TryParse(signed.Text.Span, out Checkpoint? head, out _)
            ? head
            : null;

    private RunId? Newest()
    {
        string? name = File.Exists(state.Current) ? File.ReadLines(state.Current).FirstOrDefault() : null;
        return RunId.TryParse(name, out RunId? run) && Directory.Exists(state.Of(run)) ? run : null;
    }
}
