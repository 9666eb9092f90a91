// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;
using Attestation.Native.Linux;

namespace Attestation.Native;

/// <summary>Who owns a file, directory or socket.</summary>
public static class FileOwnership
{
    private const uint Unchanged = uint.MaxValue;

    /// <summary>Gives it to another owner, group or both. A symbolic link is changed itself.</summary>
    /// <param name="path">What.</param>
    /// <param name="owner">The new owner's uid; null leaves it.</param>
    /// <param name="group">The new group's gid; null leaves it.</param>
    /// <exception cref="KernelException">EPERM: an owner other than our own needs CAP_CHOWN, a group must be one of ours. ENOENT, EROFS.</exception>
    public static void Set(string path, uint? owner, uint? group) =>
        SystemCall.Check(LibC.Lchown(path, owner ?? Unchanged, group ?? Unchanged), "chown", path);
}
