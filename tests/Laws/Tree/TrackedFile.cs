// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Attestation.TestKit;

namespace Attestation.Laws.Tree;

/// <summary>A file of the checkout that .gitignore does not exclude: tracked, or about to be.</summary>
/// <param name="Path">Relative to the repository, with slashes.</param>
/// <param name="Bytes">Its content.</param>
internal sealed record TrackedFile(string Path, ReadOnlyMemory<byte> Bytes)
{
    private const int SniffedBytes = 8000;
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0 };

    /// <summary>The whole checkout.</summary>
    public static IReadOnlyList<TrackedFile> All { get; } = [.. Walk(new DirectoryInfo(Repository.Root), Ignored())];

    /// <summary>Every C# file.</summary>
    public static IEnumerable<TrackedFile> Code => All.Where(file => file.Path.EndsWith(".cs", StringComparison.Ordinal));

    public string Name => System.IO.Path.GetFileName(Path);

    public bool IsText => !Bytes.Span[..Math.Min(SniffedBytes, Bytes.Length)].Contains((byte)0);

    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    public string[] Lines => Text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    public static TrackedFile Of(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));

    /// <summary>The file of that path, or null.</summary>
    public static TrackedFile? Find(string path) => All.FirstOrDefault(file => file.Path == path);

    private static IEnumerable<TrackedFile> Walk(DirectoryInfo folder, IReadOnlyList<string> ignored)
    {
        foreach (FileSystemInfo entry in folder.EnumerateFileSystemInfos("*", Everything).OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            if (entry.LinkTarget is not null || ignored.Any(pattern => IsIgnored(entry, pattern)))
            {
                continue;
            }

            IEnumerable<TrackedFile> found = entry is DirectoryInfo inner ? Walk(inner, ignored) : [Read((FileInfo)entry)];
            foreach (TrackedFile file in found)
            {
                yield return file;
            }
        }
    }

    private static TrackedFile Read(FileInfo file) =>
        new(System.IO.Path.GetRelativePath(Repository.Root, file.FullName).Replace('\\', '/'), File.ReadAllBytes(file.FullName));

    private static bool IsIgnored(FileSystemInfo entry, string pattern) =>
        pattern.EndsWith('/') ? entry is DirectoryInfo && entry.Name == pattern[..^1]
        : pattern.StartsWith('*') ? entry is FileInfo && entry.Name.EndsWith(pattern[1..], StringComparison.Ordinal)
        : entry.Name == pattern;

    private static IReadOnlyList<string> Ignored()
    {
        string[] patterns = [.. File.ReadAllLines(System.IO.Path.Combine(Repository.Root, ".gitignore")).Where(line => line.Length > 0 && line[0] != '#')];
        string? unknown = Array.Find(patterns, pattern => pattern.TrimStart('*').TrimEnd('/').AsSpan().IndexOfAny("*?/![") >= 0);
        return unknown is null ? [".git", .. patterns] : throw new InvalidDataException($".gitignore: {unknown} is not name, name/ or *ending");
    }
}
