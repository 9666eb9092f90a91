// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Statements;
using Attestation.TransparencyLog;

namespace Attestation.Cli.Logs;

/// <summary>Runs as a chain: each says in its first leaf which head the run before had left.</summary>
/// <remarks>
/// <c>previous</c> is what the agent found, and proves nothing about earlier leaves: the chain shows what was removed or rolled back
/// as long as not everything was. Order comes from the chain; times are the host's and only name the oldest of several beginnings.
/// </remarks>
/// <param name="folder">The runs' directory.</param>
internal sealed class RunChain(LogFolder folder)
{
    private readonly Dictionary<string, PublishedRun> runs = [];
    private readonly List<ChainLink> broken = [];
    private readonly Dictionary<PublishedRun, PublishedRun> before = [];
    private ILookup<PublishedRun, PublishedRun> after = Array.Empty<PublishedRun>().ToLookup(each => each);

    /// <summary>The run of an origin; null where it is not here.</summary>
    public PublishedRun? Find(Origin origin) =>
        runs.TryGetValue(origin.RunId.Value, out PublishedRun? run) && run.Head.Origin == origin ? run : null;

    /// <summary>Reads the first leaf of every run.</summary>
    public RunChain Read()
    {
        foreach (string directory in folder.Runs)
        {
            Read(directory);
        }

        foreach (PublishedRun run in runs.Values)
        {
            if (Origin.TryParse(run.Start.Previous?.Origin, out Origin? origin) && Find(origin) is { } found)
            {
                before[run] = found;
            }
        }

        after = before.ToLookup(each => each.Value, each => each.Key);
        return this;
    }

    /// <summary>What is said of <c>logs/current</c>; null for a single run, which has none.</summary>
    public Finding? Current()
    {
        const string Title = "current";
        if (folder.IsRun)
        {
            return null;
        }

        return folder.Current is not { } current ? Finding.Warn(Title, "is missing, or names no run")
            : !runs.TryGetValue(current.Value, out PublishedRun? run) ? Finding.Fail(Title, $"names run {current}, which is not here, or not sound")
            : after[run].FirstOrDefault(each => !IsUnanswered(each)) is { } next ? Finding.Fail(Title, $"names {Short(current.Value)}, which {Short(next.Id.Value)} follows: rolled back")
            : Finding.Pass(Title, $"names {Short(current.Value)}, the end of the chain");
    }

    /// <summary>Every run with what is said of it, along the chain; those without a place in it come last.</summary>
    public ImmutableArray<ChainLink> Links()
    {
        List<ChainLink> links = [];
        HashSet<PublishedRun> seen = [];
        foreach (PublishedRun beginning in runs.Values.Where(each => !before.ContainsKey(each)).OrderBy(each => each.IssuedAt, StringComparer.Ordinal))
        {
            Follow(beginning, links, seen);
        }

        links.AddRange(runs.Values.Where(seen.Add).Select(each => new ChainLink(each.Id.Value, each, Finding.Fail(Short(each.Id.Value), "follows a run that follows it"))));
        return [.. links, .. broken];
    }

    private void Read(string directory)
    {
        string name = Path.GetFileName(directory);
        LogFiles files = new(directory);
        try
        {
            if (PublishedRun.IsCutShort(files))
            {
                broken.Add(new(name, null, Finding.Warn(Short(name), "has published nothing: a start that was cut short")));
            }
            else if (!PublishedRun.TryOpen(files, out PublishedRun? run, out string? problem))
            {
                broken.Add(new(name, null, Finding.Fail(Short(name), problem)));
            }
            else
            {
                runs[run.Id.Value] = run;
            }
        }
        catch (LogStorageException failed)
        {
            broken.Add(new(name, null, Finding.Fail(Short(name), failed.Message)));
        }
    }

    // Depth first, so that a chain stands in one piece; without recursion, for it may be long.
    private void Follow(PublishedRun beginning, List<ChainLink> links, HashSet<PublishedRun> seen)
    {
        Stack<PublishedRun> next = new([beginning]);
        while (next.TryPop(out PublishedRun? run))
        {
            if (seen.Add(run))
            {
                links.Add(new(run.Id.Value, run, Judge(run, isFirst: links.Count == 0)));
                after[run].OrderByDescending(each => each.IssuedAt, StringComparer.Ordinal).ToList().ForEach(next.Push);
            }
        }
    }

    private Finding Judge(PublishedRun run, bool isFirst)
    {
        string title = Short(run.Id.Value);
        try
        {
            return !run.Tiles.TryProve(0, run.Head.Root, out _, out _, out var malformed) ? Finding.Fail(title, malformed.ToString())
                : Fork(run) is { } fork ? Finding.Fail(title, fork)
                : run.Start.Previous is { } previous ? Judge(title, run, previous, isFirst)
                : isFirst ? Finding.Pass(title, $"{Says(run)}; the first: it found no run before it")
                : IsUnanswered(run) ? Finding.Warn(title, $"{Says(run)}; a start that was cut short: it follows nothing, and nothing follows it")
                : Finding.Fail(title, $"{Says(run)}; says that no run was before it, and it is not the oldest");
        }
        catch (LogStorageException failed)
        {
            return Finding.Fail(title, failed.Message);
        }
    }

    private Finding Judge(string title, PublishedRun run, PreviousHead previous, bool isFirst)
    {
        if (!before.TryGetValue(run, out PublishedRun? earlier))
        {
            return isFirst
                ? Finding.Warn(title, $"{Says(run)}; follows {previous.Origin} at {previous.Size}, which is not here: pruned, or taken away")
                : Finding.Fail(title, $"{Says(run)}; follows {previous.Origin} at {previous.Size}, which is not here though older runs are");
        }

        long size = (long)Math.Min(previous.Size, long.MaxValue);
        string name = Short(earlier.Id.Value);
        return earlier.Contradiction(size, new(previous.Root.Span)) is { } problem ? Finding.Fail(title, $"follows {name}: {problem}")
            : size < earlier.Head.Size ? Finding.Warn(title, $"{Says(run)}; follows {name} at {size}, which went on to {earlier.Head.Size} after this run began")
            : Finding.Pass(title, $"{Says(run)}; follows {name} at {size}");
    }

    // A start that died between its first head and its name in "current" is followed by nobody, and had answered nobody.
    private string? Fork(PublishedRun run)
    {
        PublishedRun? other = before.TryGetValue(run, out PublishedRun? earlier) && !IsUnanswered(run)
            ? after[earlier].FirstOrDefault(each => each != run && !IsUnanswered(each))
            : null;
        return other is null ? null : $"follows the same run as {Short(other.Id.Value)}: the chain forks";
    }

    private bool IsUnanswered(PublishedRun run) => run.Head.Size == 1 && run.Id != folder.Current && !after[run].Any();

    private static string Says(PublishedRun run) => $"{run.IssuedAt}, {LeafCount.Of(run.Head.Size)}{(run.Start.Simulated ? ", SIMULATED" : "")}";

    private static string Short(string name) => name.Length > 8 ? name[..8] : name;
}
