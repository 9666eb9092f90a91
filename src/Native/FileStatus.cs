// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;
using Attestation.Native.Linux;

namespace Attestation.Native;

/// <summary>Whose a file is, and what it is; looked at without opening it (statx(2)).</summary>
/// <param name="Kind">What it is; a symbolic link is not followed.</param>
/// <param name="Mode">Permissions.</param>
/// <param name="Uid">The owner.</param>
/// <param name="Gid">The group.</param>
/// <param name="Size">Length in bytes of a regular file.</param>
public sealed record FileStatus(FileKind Kind, UnixFileMode Mode, uint Uid, uint Gid, long Size)
{
    private const int ModeMask = 0b111_111_111_111;

    /// <summary>Looks at a path.</summary>
    /// <returns>Null where nothing is there.</returns>
    /// <exception cref="KernelException">EACCES: a directory on the way may not be searched. ELOOP, EIO.</exception>
    public static unsafe FileStatus? Of(string path)
    {
        Stat.Status status = default;
        if (Stat.Extended(Stat.CurrentDirectory, path, Stat.NoFollow, Stat.Basic, &status) >= 0)
        {
            return new(KindOf(status.Mode), (UnixFileMode)(status.Mode & ModeMask), status.Uid, status.Gid, (long)status.Size);
        }

        Errno errno = SystemCall.LastError;
        return errno is Errno.ENOENT or Errno.ENOTDIR ? null : throw new KernelException("statx", path, errno);
    }

    private static FileKind KindOf(int mode) => (mode & Stat.KindMask) switch
    {
        Stat.Regular => FileKind.File,
        Stat.Directory => FileKind.Directory,
        Stat.Link => FileKind.Link,
        Stat.CharacterDevice => FileKind.Device,
        Stat.Fifo => FileKind.Pipe,
        Stat.Socket => FileKind.Socket,
        _ => FileKind.Other,
    };
}
