// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Attestation.Kernel;
using Attestation.Native;
using Attestation.TransparencyLog;
using Microsoft.Win32.SafeHandles;

namespace Attestation.Cli.Logs;

/// <summary>A run's directory as it lies on a disk, to be read; whoever wrote it may be hostile.</summary>
/// <param name="root">The run's directory.</param>
/// <remarks>Only regular files are opened: a pipe would be waited for, a link would lead elsewhere.</remarks>
internal sealed class LogFiles(string root) : ILogStorage
{
    public string Root => root;

    /// <inheritdoc/>
    public bool TryRead(string path, int maxBytes, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        string full = Path.Combine(root, path);
        try
        {
            if (FileStatus.Of(full) is not { } status)
            {
                return false;
            }

            bytes = status.Kind == FileKind.File ? ReadAll(full, maxBytes) : throw new LogStorageException("read", path, $"is no regular file ({status.Kind})");
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (Exception failed) when (failed is UnauthorizedAccessException or IOException)
        {
            throw new LogStorageException("read", path, failed is KernelException kernel ? KernelException.Name(kernel.Errno) : "no permission, or the disk failed");
        }

        return bytes is not null;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string directory) => [.. Names(directory)];

    /// <summary>Names in a directory, one after the other: there may be any number.</summary>
    /// <exception cref="LogStorageException">It may not be read.</exception>
    public IEnumerable<string> Names(string directory)
    {
        string full = Path.Combine(root, directory);
        return KindOf(directory) == FileKind.Directory ? Directory.EnumerateFileSystemEntries(full, "*", All).Select(each => Path.GetFileName(each)!) : [];
    }

    /// <summary>What lies under a path; null where nothing does.</summary>
    /// <exception cref="LogStorageException">A directory on the way may not be searched.</exception>
    public FileKind? KindOf(string path)
    {
        try
        {
            return FileStatus.Of(Path.Combine(root, path))?.Kind;
        }
        catch (KernelException failed)
        {
            throw new LogStorageException("stat", path, KernelException.Name(failed.Errno));
        }
    }

    /// <inheritdoc/>
    public void WriteDurably(string path, ReadOnlySpan<byte> bytes) => throw OnlyReads;

    /// <inheritdoc/>
    public void Rename(string from, string to) => throw OnlyReads;

    /// <inheritdoc/>
    public void SyncDirectory(string directory) => throw OnlyReads;

    /// <inheritdoc/>
    public void Delete(string path) => throw OnlyReads;

    private static UnreachableException OnlyReads => new("the command line writes no log");

    private static EnumerationOptions All => new() { AttributesToSkip = 0, IgnoreInaccessible = false, ReturnSpecialDirectories = false };

    // Null where the file is longer than anything that may lie there.
    private static byte[]? ReadAll(string path, int maxBytes)
    {
        using SafeFileHandle file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        long length = RandomAccess.GetLength(file);
        if (length > maxBytes)
        {
            return null;
        }

        byte[] bytes = new byte[length];
        int read = 0;
        while (read < bytes.Length && RandomAccess.Read(file, bytes.AsSpan(read), read) is > 0 and int got)
        {
            read += got;
        }

        return bytes[..read];
    }
}
