// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Attestation.Native;
using Attestation.Statements;
using Attestation.TransparencyLog;

namespace Attestation.Agent.Ledger;

/// <summary>Runs that have ended. They are read, never continued, and nothing of them enters the live tree but one head by name.</summary>
/// <remarks>Whoever wrote them: what cannot be read is not there, and stops no start.</remarks>
/// <param name="state">Where they lie.</param>
/// <param name="open">Opens a run's directory.</param>
internal sealed class Archive(StateDirectory state, Func<string, LogDirectory> open)
{
    private const int MaxName = 256;

    /// <summary>The last published head of the run that <c>current</c> names, as found: whoever wrote it, an auditor checks it.</summary>
    public PreviousHead? Previous() =>
        Newest() is { } run && CheckpointOf(run) is { Size: > 0 } head ? new(head.Origin.ToString(), (ulong)head.Size, head.Root.Bytes.ToArray()) : null;

    /// <summary>What the first statement of the run that <c>current</c> names says of simulation; null where it says nothing readable.</summary>
    public bool? PreviousIsSimulated() => Newest() is { } run && CheckpointOf(run) is { Size: > 0 } head
        ? In(state.Of(run), directory => new TileReader(directory, head.Size).TryEntry(0, out ReadOnlyMemory<byte> entry, out _) ? SaysSimulated(entry) : null)
        : null;

    /// <summary>The published head of a run; null where it has none.</summary>
    public Checkpoint? CheckpointOf(RunId run) => In(state.Of(run), directory =>
        directory.TryRead(LogLayout.Checkpoint, SignedNote.MaxBytes, out byte[]? note)
        && Checkpoint.TryReadNote(note, out _, out Checkpoint? head, out _)
            ? head
            : null);

    private RunId? Newest() => In(state.Logs, directory =>
        directory.TryRead(Path.GetFileName(state.Current), MaxName, out byte[]? name)
        && RunId.TryParse(Encoding.ASCII.GetString(name).TrimEnd('\n'), out RunId? run)
            ? run
            : null);

    private static bool? SaysSimulated(ReadOnlyMemory<byte> entry) =>
        Statement.TryParse(entry, out Statement? first, out _) && first.Type == PredicateTypes.LogStart ? LogStart.Of(first).Simulated : null;

    private T? In<T>(string path, Func<LogDirectory, T?> read)
    {
        try
        {
            using LogDirectory directory = open(path);
            return read(directory);
        }
        catch (LogStorageException)
        {
            return default;
        }
    }
}
