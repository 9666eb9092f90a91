// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using Attestation.Kernel;
using Attestation.TransparencyLog;

namespace Attestation.Native;

/// <summary>A run's directory on a disk: every write is fsynced, and every error is seen.</summary>
/// <remarks>The directory is held open: one that is renamed or replaced meanwhile changes nothing.</remarks>
public sealed class LogDirectory : ILogStorage, IDisposable
{
    private const uint DirectoryMode = 0b111_101_000;
    private const uint FileMode = 0b110_100_000;

    private readonly DurableDirectory root;
    private readonly HashSet<string> made = [];

    private LogDirectory(DurableDirectory root) => this.root = root;

    /// <summary>Makes a run's directory, durable by name, and opens it.</summary>
    /// <param name="parent">Where it lies.</param>
    /// <param name="name">The run id.</param>
    /// <exception cref="LogStorageException">It exists, or cannot be made.</exception>
    public static LogDirectory Create(string parent, string name) => Guarded("mkdir", name, () =>
    {
        using DurableDirectory logs = DurableDirectory.Open(parent);
        logs.CreateDirectory(name, DirectoryMode);
        logs.Sync();
        return new LogDirectory(logs.OpenDirectory(name));
    });

    /// <summary>Opens a run's directory.</summary>
    /// <exception cref="LogStorageException">It is not there.</exception>
    public static LogDirectory Open(string path) => Guarded("open", path, () => new LogDirectory(DurableDirectory.Open(path)));

    /// <inheritdoc/>
    public void WriteDurably(string path, ReadOnlySpan<byte> bytes)
    {
        try
        {
            MakeParents(path);
            root.WriteFile(path, bytes, FileMode);
        }
        catch (KernelException failed)
        {
            throw Failure(failed, path);
        }
    }

    /// <inheritdoc/>
    public void Rename(string from, string to) => Guarded("rename", from, () => Done(() => root.Rename(from, to)));

    /// <inheritdoc/>
    public void SyncDirectory(string directory) => Guarded("fsync", directory, () => Done(() =>
    {
        if (directory.Length == 0)
        {
            root.Sync();
            return;
        }

        using DurableDirectory inner = root.OpenDirectory(directory);
        inner.Sync();
    }));

    /// <inheritdoc/>
    public bool TryRead(string path, int maxBytes, [NotNullWhen(true)] out byte[]? bytes)
    {
        try
        {
            bytes = root.ReadFile(path, maxBytes);
        }
        catch (KernelException absent) when (absent.Errno is Errno.ENOENT or Errno.EFBIG)
        {
            bytes = null;
        }
        catch (KernelException failed)
        {
            throw Failure(failed, path);
        }

        return bytes is not null;
    }

    /// <inheritdoc/>
    public void Delete(string path)
    {
        try
        {
            root.DeleteFile(path);
        }
        catch (KernelException absent) when (absent.Errno == Errno.ENOENT)
        {
        }
        catch (KernelException directory) when (directory.Errno is Errno.EISDIR or Errno.EPERM)
        {
            Guarded("rmdir", path, () => Done(() => root.DeleteDirectory(path)));
        }
        catch (KernelException failed)
        {
            throw Failure(failed, path);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string directory)
    {
        string path = Path.Combine(root.Path, directory);
        return Directory.Exists(path) ? [.. Directory.EnumerateFileSystemEntries(path).Select(each => Path.GetFileName(each))] : [];
    }

    /// <inheritdoc/>
    public void Dispose() => root.Dispose();

    // The writer fsyncs the directories that it wrote to; a new one's name is made durable in its parent here.
    private void MakeParents(string path)
    {
        for (int slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            string directory = path[..slash];
            if (made.Add(directory))
            {
                Make(directory);
            }
        }
    }

    private void Make(string directory)
    {
        try
        {
            root.CreateDirectory(directory, DirectoryMode);
            SyncDirectory(Path.GetDirectoryName(directory) ?? "");
        }
        catch (KernelException exists) when (exists.Errno == Errno.EEXIST)
        {
        }
    }

    private static bool Done(Action action)
    {
        action();
        return true;
    }

    private static T Guarded<T>(string call, string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (KernelException failed)
        {
            throw new LogStorageException(call, path, KernelException.Name(failed.Errno));
        }
    }

    private static LogStorageException Failure(KernelException failed, string path) => new(failed.Call, path, KernelException.Name(failed.Errno));
}
