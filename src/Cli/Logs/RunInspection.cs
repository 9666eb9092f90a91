// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Catalog;
using Attestation.TransparencyLog;

namespace Attestation.Cli.Logs;

/// <summary>Checks every file of a run, in this order: head, entries, tiles, root, Evidence, what else lies there.</summary>
/// <param name="catalog">Decodes Evidence.</param>
/// <param name="progress">Told of the leaves read.</param>
internal sealed class RunInspection(TeeCatalog catalog, Action<long, long> progress)
{
    private const string HeadTitle = "head";

    private static readonly ImmutableArray<string> Titles =
        [HeadTitle, TreeReplay.Title, LevelReplay.Title, TreeReplay.RootTitle, EvidenceReplay.Title, StrayFiles.Title];

    /// <summary>Looks at a run's directory.</summary>
    public RunReport Inspect(string directory)
    {
        LogFiles files = new(directory);
        string name = Path.GetFileName(directory);
        try
        {
            return PublishedRun.IsCutShort(files) ? CutShort(name)
                : PublishedRun.TryOpen(files, out PublishedRun? run, out string? problem) ? Inspect(name, run)
                : new(name, null, Stopped([], Finding.Fail(HeadTitle, problem)));
        }
        catch (LogStorageException failed)
        {
            return new(name, null, Stopped([], Finding.Fail(HeadTitle, failed.Message)));
        }
    }

    private static RunReport CutShort(string name) =>
        new(name, null, [Finding.Warn(HeadTitle, "nothing was ever published: a start that was cut short")]);

    private RunReport Inspect(string name, PublishedRun run)
    {
        Finding head = Finding.Pass(HeadTitle, $"size {run.Head.Size}, signed by the key of leaf 0");
        TreeReplay tree = new(run, catalog);
        Finding? wrong = Replayed(tree, run);
        if (wrong is not null)
        {
            return new(name, run, Stopped([head], wrong));
        }

        ImmutableArray<Finding> sound =
        [
            head,
            Finding.Pass(TreeReplay.Title, $"{tree.Leaves} statements, each well-formed, one log-start at leaf 0"),
            Finding.Pass(LevelReplay.Title, $"{tree.Tiles} tiles have the hashes of what is below them"),
            Finding.Pass(TreeReplay.RootTitle, $"{run.Head.Root}, as published"),
            Finding.Pass(EvidenceReplay.Title, $"{tree.Evidences} documents, each with the REPORT_DATA of its head; the silicon's signatures are for `attest verify`"),
        ];
        return new(name, run, sound.Add(Strays(run)));
    }

    private Finding? Replayed(TreeReplay tree, PublishedRun run)
    {
        try
        {
            return tree.Run(() => progress(tree.Leaves, run.Head.Size));
        }
        catch (LogStorageException failed)
        {
            return Finding.Fail(TreeReplay.Title, failed.Message);
        }
    }

    private static Finding Strays(PublishedRun run)
    {
        StrayFiles walk = new(run.Files, run.Head.Size);
        try
        {
            return walk.Find() ?? Finding.Pass(StrayFiles.Title, walk.Beyond == 0 ? "nothing else lies here" : $"{walk.Beyond} beyond the published head, which mean nothing");
        }
        catch (LogStorageException failed)
        {
            return Finding.Fail(StrayFiles.Title, failed.Message);
        }
    }

    // What comes behind the first thing that is wrong was not looked at to its end.
    private static ImmutableArray<Finding> Stopped(ImmutableArray<Finding> before, Finding wrong) =>
    [
        .. before,
        wrong,
        .. Titles.Where(title => title != wrong.Title && before.All(each => each.Title != title)).Select(Finding.NotReached),
    ];
}
