// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Catalog;
using Attestation.Statements;
using Attestation.TransparencyLog;
using Attestation.Wire;

namespace Attestation.Cli.Logs;

/// <summary>A run's tree, made again from its entries, one bundle after the other; everything else that lies there is held against it.</summary>
/// <remarks>Keeps one bundle, 63 hashes and one tile a level, whatever the log's size.</remarks>
internal sealed class TreeReplay
{
    public const string Title = "entries";
    public const string RootTitle = "root";

    private readonly PublishedRun run;
    private readonly RightEdge edge = new();
    private readonly LevelReplay tiles;
    private readonly EvidenceReplay evidence;

    // A leaf that was changed makes Evidence over it wrong, too: the leaf is named where its tile tells.
    private Finding? wrongEvidence;

    public TreeReplay(PublishedRun run, TeeCatalog catalog)
    {
        this.run = run;
        tiles = new(run.Files, 0, Differs);
        evidence = new(run.Files, catalog, run.Head.Origin);
    }

    /// <summary>Leaves read so far.</summary>
    public long Leaves => edge.Size;

    public long Tiles => tiles.Total;

    public long Evidences => evidence.Compared;

    /// <summary>Reads all of it.</summary>
    /// <param name="progress">Told after each bundle.</param>
    /// <returns>The first thing that is wrong, or null.</returns>
    public Finding? Run(Action progress)
    {
        long bundles = (run.Head.Size / TilePath.FullWidth) + (run.Head.Size % TilePath.FullWidth == 0 ? 0 : 1);
        for (long number = 0; number < bundles; number++)
        {
            if ((Bundle(number) ?? (edge.Size % TilePath.FullWidth == 0 ? wrongEvidence : null)) is { } wrong)
            {
                return wrong;
            }

            progress();
        }

        return tiles.Close() ?? wrongEvidence ?? Root() ?? NewestEvidence();
    }

    private Finding? Bundle(long number)
    {
        TilePath wanted = TilePath.OfEntries(number, (int)Math.Min(TilePath.FullWidth, run.Head.Size - (number * TilePath.FullWidth)));
        PlaceFiles place = new(run.Files, wanted, EntryBundle.MaxBytes);
        if (!place.TryWanted(out TilePath path, out byte[] bytes))
        {
            return Finding.Fail(Title, $"{wanted}: is missing");
        }

        if (!EntryBundle.TryParse(bytes, path.Width, out ImmutableArray<ReadOnlyMemory<byte>> entries, out Malformed? malformed))
        {
            return Finding.Fail(Title, $"{path}: {malformed.Field}: {malformed.Reason}");
        }

        return entries.Take(wanted.Width).Select(entry => Leaf(path, entry)).FirstOrDefault(each => each is not null)
            ?? place.Others(path).Select(each => SameBeginning(each.Path, each.Bytes, path, bytes)).FirstOrDefault(each => each is not null);
    }

    private Finding? Leaf(TilePath bundle, ReadOnlyMemory<byte> entry)
    {
        TreeHash hash = MerkleTree.LeafHash(entry.Span);
        long index = edge.Size;
        edge.Append(hash);
        wrongEvidence ??= evidence.At(edge.Size, () => edge.Root);
        return tiles.Add(hash) ?? Statement(bundle, index, entry);
    }

    private Finding? Statement(TilePath bundle, long index, ReadOnlyMemory<byte> entry)
    {
        if (!Attestation.Statements.Statement.TryParse(entry, out Statement? statement, out Malformed? malformed))
        {
            return Finding.Fail(Title, $"{bundle}: leaf {index}: {Culprit(index, MerkleTree.LeafHash(entry.Span))}{malformed}");
        }

        Check start = LogStartMatch.Appraise(statement, index, run.Head.Origin.ToString(), run.Start.LogKey.Span);
        return start.Outcome == Outcome.Fail ? Finding.Fail(Title, $"{bundle}: leaf {index}: {start.Because}") : null;
    }

    // Narrower and wider bundles are beginnings of one another.
    private static Finding? SameBeginning(TilePath other, byte[] otherBytes, TilePath path, byte[] bytes)
    {
        if (!EntryBundle.TryParse(otherBytes, other.Width, out _, out Malformed? malformed))
        {
            return Finding.Fail(Title, $"{other}: {malformed.Field}: {malformed.Reason}");
        }

        int shorter = Math.Min(bytes.Length, otherBytes.Length);
        int at = bytes.AsSpan(0, shorter).CommonPrefixLength(otherBytes);
        return at == shorter ? null : Finding.Fail(Title, $"{other}: byte {at} is not that of {path}");
    }

    private Finding? Root() => edge.Root == run.Head.Root
        ? null
        : Finding.Fail(RootTitle, $"checkpoint: says root {run.Head.Root} for size {run.Head.Size}, the entries hash to {edge.Root}");

    private Finding? NewestEvidence() => evidence.Newest == run.Head.Size
        ? null
        : Finding.Fail(EvidenceReplay.Title, $"{LogLayout.Evidence(run.Head.Size)}: is missing, and the head of that size is published");

    private string Differs(long index, TreeHash ofEntry, TreeHash inTile) =>
        Leads(index, inTile) ? $"is leaf {index} of the published head; the entry in {TilePath.OfEntries(index / TilePath.FullWidth)} is not"
        : Leads(index, ofEntry) ? $"is not leaf {index} of the published head; the entry in {TilePath.OfEntries(index / TilePath.FullWidth)} is"
        : $"is {inTile}, the entry of leaf {index} hashes to {ofEntry}; neither is known to lead to the published head";

    private string Culprit(long index, TreeHash ofEntry) => Leads(index, ofEntry) ? "" : "is not the leaf of the published head: ";

    // A proof needs no hash of the leaf itself, so it tells which of the two is the genuine one.
    private bool Leads(long index, TreeHash leaf) =>
        InclusionProof.TryCreate(run.Tiles, index, run.Head.Size, out ImmutableArray<TreeHash> proof)
        && InclusionProof.Verifies(leaf, index, run.Head.Size, proof, run.Head.Root);
}
