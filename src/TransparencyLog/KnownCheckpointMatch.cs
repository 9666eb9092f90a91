// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Documents;
using Attestation.Policies;

namespace Attestation.TransparencyLog;

/// <summary>LOG-07: a head somebody remembers is a beginning of this one.</summary>
public static class KnownCheckpointMatch
{
    /// <summary>Judges every known checkpoint of the head's origin; not evaluated where none is known.</summary>
    /// <param name="head">The head.</param>
    /// <param name="known">Checkpoints of any log.</param>
    /// <param name="proofs">Consistency proofs that came with the head.</param>
    public static Check Appraise(SignedHead head, IEnumerable<KnownCheckpoint> known, ImmutableArray<BundledConsistency> proofs)
    {
        KnownCheckpoint[] its = [.. known.Where(each => each.Origin == head.Checkpoint.Origin.ToString())];
        return its.Length == 0 ? Check.NotEvaluated(LogRules.Known, "no checkpoint of this log is known")
            : its.Select(each => Difference(head.Checkpoint, each, proofs)).FirstOrDefault(each => each is not null) is { } because
            ? Check.Fail(LogRules.Known, because)
            : Check.Pass(LogRules.Known, $"size {string.Join(", ", its.Select(each => each.Size).Order())} and {head.Checkpoint.Size}");
    }

    private static string? Difference(Checkpoint now, KnownCheckpoint known, ImmutableArray<BundledConsistency> proofs)
    {
        if (known.Size > now.Size)
        {
            return $"the checkpoint has size {now.Size}, one of size {known.Size} is known: the log was rolled back";
        }

        TreeHash root = new(known.Root.Span);
        return ConsistencyProof.Verifies(known.Size, root, now.Size, now.Root, [])
            || proofs.Any(proof => Proves(proof, now, known, root))
            ? null
            : known.Size == now.Size
            ? $"the checkpoint and a known one of size {now.Size} have different roots: the log was forked"
            : $"no proof leads from the known checkpoint of size {known.Size} to this one of size {now.Size}";
    }

    private static bool Proves(BundledConsistency proof, Checkpoint now, KnownCheckpoint known, TreeHash root) =>
        Checkpoint.TryReadNote(proof.Checkpoint, out _, out Checkpoint? older, out _)
        && older.Origin == now.Origin
        && older.Size == known.Size
        && older.Root == root
        && proof.Hashes.All(hash => hash.Length == TreeHash.Length)
        && ConsistencyProof.Verifies(older.Size, root, now.Size, now.Root, [.. proof.Hashes.Select(hash => new TreeHash(hash.Span))]);
}
