// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Attestation.Wire;

namespace Attestation.Endorsing;

/// <summary>
/// The files of a cache: <c>documents/SHA-256</c>, <c>names/ROOTS/NAME.entry</c>, <c>writing/</c> and <c>lock</c>. A file is written whole
/// beside its place and renamed into it, so that a reader sees all of it or nothing. No fsync: a torn file is noticed and made anew.
/// </summary>
internal sealed class CacheFolder(string folder, TimeProvider clock)
{
    public const string EntrySuffix = ".entry";

    public string LockPath => Path.Combine(folder, "lock");

    private string Documents => Path.Combine(folder, "documents");

    private string Names => Path.Combine(folder, "names");

    private string Writing => Path.Combine(folder, "writing");

    /// <summary>Makes the folders.</summary>
    public void Create()
    {
        foreach (string each in (ReadOnlySpan<string>)[Documents, Names, Writing])
        {
            Directory.CreateDirectory(each);
        }
    }

    /// <summary>The entry of a name, or null where there is none that is whole.</summary>
    public CacheEntry? Entry(string partition, string name) =>
        EndorsementFile.TryRead(PathOf(partition, name), out byte[]? bytes, out _)
        && CacheEntry.TryDecode(bytes, out CacheEntry? entry)
        && entry.Name == name
            ? entry
            : null;

    /// <summary>The names that have an entry.</summary>
    public ImmutableArray<string> NamesIn(string partition)
    {
        string root = Path.Combine(Names, partition);
        return !Directory.Exists(root) ? [] :
        [
            .. from path in Directory.EnumerateFiles(root, "*" + EntrySuffix, SearchOption.AllDirectories)
               let name = Path.GetRelativePath(root, path)[..^EntrySuffix.Length]
               orderby name
               select name,
        ];
    }

    /// <summary>Every entry of every set of roots, what was used last first.</summary>
    public ImmutableArray<FileInfo> Entries() =>
    [
        .. new DirectoryInfo(Names).EnumerateFiles("*" + EntrySuffix, SearchOption.AllDirectories)
            .OrderByDescending(each => each.LastWriteTimeUtc).ThenBy(each => each.FullName, StringComparer.Ordinal),
    ];

    /// <summary>Every document.</summary>
    public ImmutableArray<FileInfo> AllDocuments() => [.. new DirectoryInfo(Documents).EnumerateFiles()];

    /// <summary>A document whose bytes have the digest that they are named by.</summary>
    public bool TryDocument(string sha256, [NotNullWhen(true)] out byte[]? bytes) =>
        EndorsementFile.TryRead(Path.Combine(Documents, sha256), out bytes, out _) && Hex.Of(SHA256.HashData(bytes)) == sha256;

    /// <summary>Puts a document in its place; the lock is held.</summary>
    public void Write(Endorsement document)
    {
        string sha256 = Hex.Of(document.Sha256);
        if (!TryDocument(sha256, out _))
        {
            Write(Path.Combine(Documents, sha256), document.Bytes.Span);
        }
    }

    /// <summary>Puts an entry in its place, behind its documents; the lock is held.</summary>
    public void Write(string partition, CacheEntry entry)
    {
        string path = PathOf(partition, entry.Name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Write(path, entry.Encode());
        Touch(path);
    }

    /// <summary>Notes that a name was used: what was used last is thrown out last.</summary>
    public void Touch(string partition, string name) => Touch(PathOf(partition, name));

    /// <summary>Removes what writers that ended early left behind; the lock is held.</summary>
    public void Tidy()
    {
        foreach (string path in Directory.EnumerateFiles(Writing))
        {
            File.Delete(path);
        }
    }

    private string PathOf(string partition, string name) => Path.Combine(Names, partition, name + EntrySuffix);

    private void Write(string path, ReadOnlySpan<byte> bytes)
    {
        string beside = Path.Combine(Writing, Path.GetFileName(path));
        try
        {
            using FileStream file = new(beside, FileMode.Create, FileAccess.Write);
            file.Write(bytes);
        }
        catch (ArgumentOutOfRangeException failed)
        {
            // So the framework calls a file that the process's limit does not let grow.
            throw new IOException($"{beside} may not be {bytes.Length} bytes long", failed);
        }

        File.Move(beside, path, overwrite: true);
    }

    private void Touch(string path)
    {
        try
        {
            File.SetLastWriteTimeUtc(path, clock.GetUtcNow().UtcDateTime);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // A cache that may only be read is still a cache.
        }
    }
}
