// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Ledger;
using Attestation.Native;
using Attestation.TransparencyLog;

namespace Attestation.Agent.Sockets;

/// <summary>A run whose files are served: the live one, or one that has ended.</summary>
/// <param name="Storage">Its directory.</param>
/// <param name="Note">Its published note; empty where it has none yet.</param>
/// <param name="Size">The tree size that the note says; nothing beyond it is served.</param>
internal sealed record ServedRun(ILogStorage Storage, ReadOnlyMemory<byte> Note, long Size) : IDisposable
{
    private LogDirectory? own;

    /// <summary>The live run as it is published now.</summary>
    public static ServedRun Live(LogRun run) => new(run.Storage, run.Newest?.Note ?? default, run.Newest?.Size ?? 0);

    /// <summary>A run that has ended, as it lies there; null where there is none of that id, or it published nothing readable.</summary>
    /// <exception cref="LogStorageException">It cannot be read.</exception>
    public static ServedRun? Ended(StateDirectory state, RunId run)
    {
        if (!Directory.Exists(state.Of(run)))
        {
            return null;
        }

        LogDirectory directory = LogDirectory.Open(state.Of(run));
        if (directory.TryRead(LogLayout.Checkpoint, SignedNote.MaxBytes, out byte[]? note) && Checkpoint.TryReadNote(note, out _, out Checkpoint? head, out _))
        {
            return new(directory, note, head.Size) { own = directory };
        }

        directory.Dispose();
        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => own?.Dispose();
}
