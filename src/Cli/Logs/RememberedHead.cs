// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using Attestation.TransparencyLog;
using Attestation.Wire;

namespace Attestation.Cli.Logs;

/// <summary>A checkpoint that somebody kept elsewhere: what is here must be a continuation of it.</summary>
/// <param name="Name">The file that it came from.</param>
/// <param name="Note">As it was kept.</param>
/// <param name="Head">What it says.</param>
internal sealed record RememberedHead(string Name, SignedNote Note, Checkpoint Head)
{
    public const string Title = "known";

    /// <summary>Reads a kept note.</summary>
    /// <exception cref="CliError">It is none.</exception>
    public static RememberedHead Read(Session session, string path) =>
        TryParse(Input.NameOf(path), Input.Read(session.Surroundings, path), out RememberedHead? known, out Malformed? malformed)
            ? known
            : throw new CliError($"--known-checkpoint: {Input.NameOf(path)}: {malformed}") { ExitCode = ExitCode.NotAuthentic };

    /// <summary>Holds it against the runs that are here.</summary>
    public Finding Judge(RunChain chain)
    {
        if (chain.Find(Head.Origin) is not { } run)
        {
            return Finding.Fail(Title, $"{Name}: its run {Head.Origin.RunId} is not here: pruned, taken away, or another machine's");
        }

        try
        {
            return Judge(run);
        }
        catch (LogStorageException failed)
        {
            return Finding.Fail(Title, $"{Name}: {failed.Message}");
        }
    }

    private Finding Judge(PublishedRun run)
    {
        return !run.HasSigned(Note) ? Finding.Fail(Title, $"{Name}: is not signed by the key of run {run.Id}")
            : run.Contradiction(Head.Size, Head.Root) is { } problem ? Finding.Fail(Title, $"{Name}: {problem}")
            : Finding.Pass(Title, $"{Name}: size {Head.Size} is part of run {run.Id} of size {run.Head.Size}");
    }

    private static bool TryParse(
        string name, ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out RememberedHead? known, [NotNullWhen(false)] out Malformed? malformed)
    {
        known = Checkpoint.TryReadNote(bytes, out SignedNote? note, out Checkpoint? head, out malformed) ? new(name, note, head) : null;
        return known is not null && malformed is null;
    }
}
