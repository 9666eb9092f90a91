// SPDX-License-Identifier: Apache-2.0

namespace Attestation.TransparencyLog;

/// <summary>Writes files so that they, their names and their directories' names outlive a loss of power.</summary>
/// <remarks>Remembers which directories are durable, at most <see cref="MostKnown"/>, so that a batch syncs only what it changed.</remarks>
internal sealed class DurableFiles(ILogStorage storage)
{
    private const int MostKnown = 64;

    private readonly HashSet<string> durable = new(StringComparer.Ordinal);

    /// <summary>Writes new files; all of them are durable when it returns.</summary>
    /// <exception cref="LogStorageException">Nothing is known of any of them then.</exception>
    public void Write(IReadOnlyList<(string Path, ReadOnlyMemory<byte> Bytes)> files)
    {
        SortedSet<string> changed = new(StringComparer.Ordinal);
        foreach ((string path, ReadOnlyMemory<byte> bytes) in files)
        {
            storage.WriteDurably(path, bytes.Span);
            AddChanged(path, changed);
        }

        // The longest first: a directory's own entry becomes durable after its content.
        foreach (string directory in changed.Reverse())
        {
            storage.SyncDirectory(directory);
        }

        Remember(changed);
    }

    private void Remember(SortedSet<string> directories)
    {
        if (durable.Count + directories.Count > MostKnown)
        {
            durable.Clear();
        }

        durable.UnionWith(directories);
    }

    // A directory that is not known may be new: then its name in the one above is new too.
    private void AddChanged(string path, SortedSet<string> changed)
    {
        for (string at = path; at.Length > 0;)
        {
            at = Parent(at);
            if (!changed.Add(at) || durable.Contains(at))
            {
                return;
            }
        }
    }

    private static string Parent(string path) => path[..Math.Max(0, path.LastIndexOf('/'))];
}
