// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Kernel;

/// <summary>State of the file that a process was started from; equal while nobody changed it.</summary>
/// <param name="File">Which file, its size and ctime.</param>
/// <param name="ModifiedSeconds">Last change of its bytes (mtime), seconds.</param>
/// <param name="ModifiedNanoseconds">The rest of a second.</param>
/// <param name="Links">Names that it has; 0 once it is unlinked, and for a memfd.</param>
/// <param name="Mode">Kind and permissions, st_mode.</param>
/// <param name="Mount">Id of the mount that it was opened on; null before Linux 5.8.</param>
public sealed record ImageStatus(FileIdentity File, long ModifiedSeconds, uint ModifiedNanoseconds, uint Links, ushort Mode, ulong? Mount)
{
    private const int KindMask = 0xf000;
    private const int Regular = 0x8000;
    private const int SetUserId = 0x800;
    private const int SetGroupId = 0x400;

    /// <summary>False for a directory, a device, a pipe: opening one of those may wait for ever.</summary>
    public bool IsRegular => (Mode & KindMask) == Regular;

    /// <summary>True with a set-user-id or set-group-id bit (inode(7)).</summary>
    public bool ChangesUser => (Mode & (SetUserId | SetGroupId)) != 0;
}
