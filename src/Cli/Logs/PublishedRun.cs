// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Attestation.Native.LibCrypto;
using Attestation.Statements;
using Attestation.TransparencyLog;
using Attestation.Wire;

namespace Attestation.Cli.Logs;

/// <summary>A run whose checkpoint is signed by the key that its first leaf names.</summary>
/// <remarks>Worth what the files are worth: that silicon signed the head is shown by its Evidence, and judged by <c>attest verify</c>.</remarks>
internal sealed class PublishedRun
{
    private const string NoCheckpoint = "checkpoint: is missing";

    private static readonly Ed25519 Libcrypto = new();

    private PublishedRun(LogFiles files, SignedNote note, Checkpoint head, LogStart start, string issuedAt)
    {
        Files = files;
        Note = note;
        Head = head;
        Start = start;
        IssuedAt = issuedAt;
    }

    public LogFiles Files { get; }

    /// <summary>The published note.</summary>
    public SignedNote Note { get; }

    /// <summary>What it says.</summary>
    public Checkpoint Head { get; }

    /// <summary>Leaf 0.</summary>
    public LogStart Start { get; }

    /// <summary>When leaf 0 says that it was issued: the agent's clock, and no proof of anything.</summary>
    public string IssuedAt { get; }

    public RunId Id => Head.Origin.RunId;

    /// <summary>Hashes of the tree, read from its tiles.</summary>
    public TileReader Tiles => new(Files, Head.Size);

    /// <summary>True where a start was cut short before its first head: no checkpoint, and no entry but the log-start. No socket was open then.</summary>
    public static bool IsCutShort(LogFiles files)
    {
        TilePath first = TilePath.OfEntries(0, 1);
        return files.KindOf(LogLayout.Checkpoint) is null
            && files.KindOf(first.Full.ToString()) is null
            && files.Names(first.PartialDirectory).All(name => $"{first.PartialDirectory}/{name}" == first.ToString());
    }

    /// <summary>Reads checkpoint and leaf 0, and holds them against each other.</summary>
    /// <param name="files">The run's directory.</param>
    /// <param name="run">The run, or null.</param>
    /// <param name="problem">What is wrong and where, or null.</param>
    public static bool TryOpen(LogFiles files, [NotNullWhen(true)] out PublishedRun? run, [NotNullWhen(false)] out string? problem)
    {
        run = null;
        if (!files.TryRead(LogLayout.Checkpoint, SignedNote.MaxBytes, out byte[]? bytes))
        {
            problem = NoCheckpoint;
            return false;
        }

        if (!Checkpoint.TryReadNote(bytes, out SignedNote? note, out Checkpoint? head, out Malformed? malformed))
        {
            problem = $"checkpoint: {malformed}";
            return false;
        }

        problem = FirstLeaf(files, head, out Statement? first) ?? Disagreement(files, note, head, first!);
        run = problem is null ? new(files, note, head, LogStart.Of(first!), first!.TextOf("issuedAt") ?? "") : null;
        return run is not null;
    }

    /// <summary>True where a note of this run is signed by its key.</summary>
    public bool HasSigned(SignedNote note) => note.VerdictOn(new(Head.Origin.ToString(), Start.LogKey.Span), Libcrypto) == NoteVerdict.Signed;

    /// <summary>Whether a head of this run that was known before is one of its past: null where it is, else what is wrong.</summary>
    /// <param name="size">Its size.</param>
    /// <param name="root">Its root.</param>
    public string? Contradiction(long size, TreeHash root)
    {
        if (size > Head.Size)
        {
            return $"size {size} was published, and the checkpoint here says {Head.Size}: rolled back";
        }

        bool isPast = ConsistencyProof.TryCreate(Tiles, size, Head.Size, out ImmutableArray<TreeHash> proof)
            && ConsistencyProof.Verifies(size, root, Head.Size, Head.Root, proof);
        return isPast ? null : $"the head of size {size} with root {root} is none of this log's past: rewritten, or its tiles are damaged";
    }

    private static string? FirstLeaf(LogFiles files, Checkpoint head, out Statement? first)
    {
        first = null;
        if (head.Size == 0)
        {
            return "checkpoint: says size 0, want at least the log-start";
        }

        TilePath wanted = TilePath.OfEntries(0, (int)Math.Min(TilePath.FullWidth, head.Size));
        if (!new PlaceFiles(files, wanted, EntryBundle.MaxBytes).TryWanted(out TilePath path, out byte[] bytes))
        {
            return $"{wanted}: is missing";
        }

        return EntryBundle.TryParse(bytes, path.Width, out ImmutableArray<ReadOnlyMemory<byte>> entries, out Malformed? malformed)
            && Statement.TryParse(entries[0], out first, out malformed)
                ? null
                : $"{path}: {malformed.Field}: {malformed.Reason}";
    }

    private static string? Disagreement(LogFiles files, SignedNote note, Checkpoint head, Statement first)
    {
        if (first.Type != PredicateTypes.LogStart)
        {
            return $"tile/entries/000: leaf 0: is {first.PredicateUri}, want {PredicateTypes.LogStart.Uri}";
        }

        ReadOnlyMemory<byte> key = LogStart.Of(first).LogKey;
        string origin = head.Origin.ToString();
        Check start = LogStartMatch.Appraise(first, 0, origin, key.Span);
        string folder = Path.GetFileName(files.Root);
        return start.Outcome == Outcome.Fail ? $"tile/entries/000: leaf 0: {start.Because}"
            : SignedHead.Verify(note.Raw, key, Libcrypto).Checks.FirstOrDefault(each => each.Outcome == Outcome.Fail) is { } wrong
            ? $"checkpoint: {wrong.Because ?? wrong.Rule.Title}; the key is that of leaf 0"
            : RunId.TryParse(folder, out RunId? named) && named != head.Origin.RunId ? $"checkpoint: is that of run {head.Origin.RunId}, the directory is named {folder}"
            : null;
    }
}
