// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;
using Attestation.Native.Linux;

namespace Attestation.Native;

/// <summary>Who owns a file.</summary>
public static class Ownership
{
    private const uint Unchanged = uint.MaxValue;

    /// <summary>Gives a file, socket or directory to an owner and a group; a symbolic link is not followed.</summary>
    /// <param name="path">Which.</param>
    /// <param name="uid">The owner; null leaves it.</param>
    /// <param name="gid">The group; null leaves it.</param>
    /// <exception cref="KernelException">EPERM: giving files away needs CAP_CHOWN. ENOENT, EROFS.</exception>
    public static void Give(string path, uint? uid, uint? gid) => SystemCall.Check(LibC.LChown(path, uid ?? Unchanged, gid ?? Unchanged), "lchown", path);
}
