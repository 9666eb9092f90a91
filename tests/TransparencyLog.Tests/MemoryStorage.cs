// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;

namespace Attestation.TransparencyLog.Tests;

/// <summary>
/// A directory in memory that forgets as a disk does: a file's name, or a directory's, survives a loss of power only if the
/// directory that holds it was synced since. Any call can be made to fail.
/// </summary>
internal sealed class MemoryStorage : ILogStorage
{
    private readonly Dictionary<string, byte[]> durable = new(StringComparer.Ordinal);
    private readonly HashSet<string> durableDirectories = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> files = new(StringComparer.Ordinal);
    private readonly HashSet<string> directories = new(StringComparer.Ordinal);

    /// <summary>Every call that changes something, in order.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>The number of the call that fails; the power is lost with it.</summary>
    public int? FailAt { get; init; }

    public IReadOnlyDictionary<string, byte[]> Files => files;

    public IReadOnlyCollection<string> Directories => directories;

    public void WriteDurably(string path, ReadOnlySpan<byte> bytes)
    {
        if (files.ContainsKey(path))
        {
            throw new LogStorageException("open", path, "EEXIST");
        }

        // What fails may have happened or not: here half of the bytes are there.
        files[path] = bytes[..(bytes.Length / 2)].ToArray();
        foreach (string directory in Ancestors(path))
        {
            directories.Add(directory);
        }

        Count("write", path);
        files[path] = bytes.ToArray();
    }

    public void Rename(string from, string to)
    {
        Count("rename", to);
        files[to] = files[from];
        files.Remove(from);
    }

    public void SyncDirectory(string directory)
    {
        if (directory.Length > 0 && !directories.Contains(directory))
        {
            throw new LogStorageException("open", directory, "ENOENT");
        }

        Count("fsync", directory);
        foreach (string gone in durable.Keys.Where(path => Parent(path) == directory && !files.ContainsKey(path)).ToArray())
        {
            durable.Remove(gone);
        }

        foreach ((string path, byte[] bytes) in files.Where(file => Parent(file.Key) == directory))
        {
            durable[path] = bytes;
        }

        durableDirectories.UnionWith(directories.Where(each => Parent(each) == directory));
    }

    public bool TryRead(string path, int maxBytes, [NotNullWhen(true)] out byte[]? bytes) =>
        files.TryGetValue(path, out bytes) && bytes.Length <= maxBytes;

    public void Delete(string path)
    {
        Count("delete", path);
        if (List(path).Count > 0)
        {
            throw new LogStorageException("rmdir", path, "ENOTEMPTY");
        }

        files.Remove(path);
        directories.Remove(path);
    }

    public IReadOnlyList<string> List(string directory) =>
        [.. files.Keys.Concat(directories).Where(path => path.Length > 0 && Parent(path) == directory).Select(path => path[(directory.Length == 0 ? 0 : directory.Length + 1)..])];

    public void Overwrite(string path, byte[] bytes) => files[path] = bytes;

    /// <summary>What is there when the power comes back.</summary>
    public MemoryStorage AfterPowerLoss()
    {
        MemoryStorage after = new();
        foreach ((string path, byte[] bytes) in durable.Where(file => Ancestors(file.Key).All(durableDirectories.Contains)))
        {
            after.files[path] = bytes;
        }

        return after;
    }

    private void Count(string operation, string path)
    {
        Calls.Add($"{operation} {path}");
        if (Calls.Count == FailAt)
        {
            throw new LogStorageException(operation, path, "EIO");
        }
    }

    private static IEnumerable<string> Ancestors(string path)
    {
        for (string at = Parent(path); at.Length > 0; at = Parent(at))
        {
            yield return at;
        }
    }

    private static string Parent(string path) => path[..Math.Max(0, path.LastIndexOf('/'))];
}
