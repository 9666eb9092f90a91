// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Attestation.Kernel;

namespace Attestation.Native;

/// <summary>One process a directory: an flock that the kernel releases however the process ends.</summary>
public sealed class DirectoryLock : IDisposable
{
    private const string HolderSuffix = ".pid";

    private readonly FileStream file;

    private DirectoryLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock.</summary>
    /// <param name="path">The lock's file.</param>
    /// <exception cref="IOException">Another process holds it; the message names its pid.</exception>
    public static DirectoryLock Take(string path)
    {
        try
        {
            // FileShare.None is flock(LOCK_EX | LOCK_NB), for which whoever may read the file could stand in the way: only we may.
            DirectoryLock taken = new(new(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }));
            File.WriteAllText(path + HolderSuffix, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return taken;
        }
        catch (IOException held) when (held.HResult == (int)Errno.EAGAIN)
        {
            string holder = File.Exists(path + HolderSuffix) ? File.ReadAllText(path + HolderSuffix) : "unknown";
            throw new IOException($"{path}: another process holds it (pid {holder})", held);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();
}
