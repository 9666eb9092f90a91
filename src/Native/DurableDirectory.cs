// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;
using Attestation.Native.Linux;
using Microsoft.Win32.SafeHandles;

namespace Attestation.Native;

/// <summary>
/// An open directory in which names are made durable: create, write, fsync the file, rename, fsync the directory. What fails is seen, with errno;
/// the base class library shows no failed fsync and opens no directory.
/// </summary>
/// <remarks>
/// Names are relative to the directory and hold no <c>..</c>; symbolic links in their last part are not followed. Every call blocks. A failed
/// fsync is never to be repeated: the kernel has forgotten what it could not write, and the second call says that all is well.
/// Thread-safe but for Dispose.
/// </remarks>
public sealed class DurableDirectory : IDisposable
{
    private readonly OpenFile directory;

    private DurableDirectory(OpenFile directory, string path)
    {
        this.directory = directory;
        Path = path;
    }

    /// <summary>Its path as it was opened.</summary>
    public string Path { get; }

    private SafeFileHandle Handle => directory.Handle;

    /// <summary>Opens a directory.</summary>
    /// <exception cref="KernelException">ENOENT, ENOTDIR, EACCES.</exception>
    public static DurableDirectory Open(string path) => new(OpenFile.Open(path, Fcntl.ReadOnly | Fcntl.Directory), path);

    /// <summary>Opens a directory below this one.</summary>
    /// <exception cref="KernelException">ENOENT, ENOTDIR (a symbolic link, too), EACCES.</exception>
    public DurableDirectory OpenDirectory(string name) =>
        new(OpenFile.OpenAt(Handle, Checked(name), Fcntl.ReadOnly | Fcntl.Directory | Fcntl.NoFollow, 0, PathOf(name)), PathOf(name));

    /// <summary>Makes a directory. Its name is durable after <see cref="Sync"/>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="mode">Permissions, whatever the umask is; 0750 by default.</param>
    /// <exception cref="KernelException">EEXIST, ENOSPC, EROFS, EACCES.</exception>
    public void CreateDirectory(string name, uint mode = 0b111_101_000)
    {
        SystemCall.Check(LibC.MkdirAt(Handle, Checked(name), mode), "mkdir", PathOf(name));
        SystemCall.Check(LibC.FchmodAt(Handle, name, mode, 0), "chmod", PathOf(name));
    }

    /// <summary>Creates a file that is not there yet, for writing. Its name is durable after <see cref="Sync"/>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="mode">Permissions, whatever the umask is; 0640 by default.</param>
    /// <exception cref="KernelException">EEXIST, ENOSPC, EDQUOT, EROFS, EACCES.</exception>
    public DurableFile CreateFile(string name, uint mode = 0b110_100_000)
    {
        const int New = Fcntl.WriteOnly | Fcntl.Create | Fcntl.Exclusive;
        OpenFile file = OpenFile.OpenAt(Handle, Checked(name), New | Fcntl.NoFollow, mode, PathOf(name));
        try
        {
            SystemCall.Check(LibC.Fchmod(file.Handle, mode), "chmod", PathOf(name));
            return new(file, PathOf(name));
        }
        catch (KernelException)
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Creates a file with these bytes, fsyncs and closes it. Its name is durable after <see cref="Sync"/>.</summary>
    /// <exception cref="KernelException">As for <see cref="CreateFile"/>, <see cref="DurableFile.Write"/> and <see cref="DurableFile.Sync"/>.</exception>
    public void WriteFile(string name, ReadOnlySpan<byte> bytes, uint mode = 0b110_100_000)
    {
        using DurableFile file = CreateFile(name, mode);
        file.Write(bytes);
        file.Sync();
        file.Close();
    }

    /// <summary>Gives a file another name, replacing what has it. Durable after <see cref="Sync"/>.</summary>
    /// <exception cref="KernelException">ENOENT, ENOSPC, EROFS, EACCES.</exception>
    public void Rename(string from, string to) => SystemCall.Check(LibC.RenameAt(Handle, Checked(from), Handle, Checked(to)), "rename", PathOf(from));

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="KernelException">ENOENT, EACCES, ELOOP; EFBIG: it has more than <paramref name="maxBytes"/>.</exception>
    public byte[] ReadFile(string name, int maxBytes)
    {
        using OpenFile file = OpenFile.OpenAt(Handle, Checked(name), Fcntl.ReadOnly | Fcntl.NoFollow, 0, PathOf(name));
        return file.ReadToEnd(maxBytes);
    }

    /// <summary>Deletes a file.</summary>
    /// <exception cref="KernelException">ENOENT, EISDIR, EACCES.</exception>
    public void DeleteFile(string name) => SystemCall.Check(LibC.UnlinkAt(Handle, Checked(name), 0), "unlink", PathOf(name));

    /// <summary>Deletes a directory that is empty.</summary>
    /// <exception cref="KernelException">ENOENT, ENOTDIR, ENOTEMPTY, EACCES.</exception>
    public void DeleteDirectory(string name) => SystemCall.Check(LibC.UnlinkAt(Handle, Checked(name), Fcntl.RemoveDirectory), "rmdir", PathOf(name));

    /// <summary>fsync: names that were made, replaced or deleted here are durable then.</summary>
    /// <exception cref="KernelException">EIO, ENOSPC, EROFS: they are not, and nobody may say that they are.</exception>
    public void Sync() => SystemCall.Check(LibC.Fsync(Handle), "fsync", Path);

    /// <inheritdoc/>
    public void Dispose() => directory.Dispose();

    private string PathOf(string name) => $"{Path}/{name}";

    private static string Checked(string name)
    {
        bool isPlain = name.Length > 0 && name[0] != '/' && !name.Contains('\0') && !name.Split('/').Any(part => part is "" or "." or "..");
        return isPlain ? name : throw new ArgumentException($"got the name \"{name}\", want one below the directory", nameof(name));
    }
}
