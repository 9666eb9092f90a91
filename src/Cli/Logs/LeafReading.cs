// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Statements;
using Attestation.TransparencyLog;
using Attestation.Wire;

namespace Attestation.Cli.Logs;

/// <summary>A run's leaves as they lie in its entry bundles, one bundle at a time; nothing is checked.</summary>
/// <param name="files">The run's directory.</param>
/// <param name="size">How many.</param>
internal sealed class LeafReading(LogFiles files, long size)
{
    /// <summary>The size that the published checkpoint says, whoever signed it.</summary>
    /// <exception cref="CliError">There is no checkpoint, or it is none.</exception>
    public static Checkpoint HeadOf(LogFiles files)
    {
        if (!files.TryRead(LogLayout.Checkpoint, SignedNote.MaxBytes, out byte[]? bytes))
        {
            throw new CliError($"{files.Root}: has no checkpoint: nothing was published here");
        }

        return Checkpoint.TryReadNote(bytes, out _, out Checkpoint? head, out Malformed? malformed)
            ? head
            : throw new CliError($"{files.Root}/checkpoint: {malformed}") { ExitCode = ExitCode.NotAuthentic };
    }

    /// <summary>Index, bytes, and the statement where they are one.</summary>
    /// <exception cref="CliError">A bundle is missing or torn.</exception>
    public IEnumerable<(long Index, ReadOnlyMemory<byte> Bytes, Statement? Statement, Malformed? Malformed)> All()
    {
        for (long index = 0; index < size;)
        {
            foreach (ReadOnlyMemory<byte> entry in Bundle(index / TilePath.FullWidth))
            {
                Statement.TryParse(entry, out Statement? statement, out Malformed? malformed);
                yield return (index++, entry, statement, malformed);
            }
        }
    }

    private ImmutableArray<ReadOnlyMemory<byte>> Bundle(long number)
    {
        TilePath wanted = TilePath.OfEntries(number, (int)Math.Min(TilePath.FullWidth, size - (number * TilePath.FullWidth)));
        if (!new PlaceFiles(files, wanted, EntryBundle.MaxBytes).TryWanted(out TilePath path, out byte[] bytes))
        {
            throw Broken(wanted, "is missing");
        }

        return EntryBundle.TryParse(bytes, path.Width, out ImmutableArray<ReadOnlyMemory<byte>> entries, out Malformed? malformed)
            ? entries[..wanted.Width]
            : throw Broken(path, malformed.ToString());
    }

    private CliError Broken(TilePath path, string problem) => new($"{files.Root}/{path}: {problem}")
    {
        ExitCode = ExitCode.NotAuthentic,
        Hint = "`attest log verify DIR` checks every file",
    };
}
