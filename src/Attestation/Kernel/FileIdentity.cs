// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Kernel;

/// <summary>Which file it is, and that nobody changed it since: equal for one inode in one state.</summary>
/// <param name="Device">Major number in the upper half, minor in the lower.</param>
/// <param name="Inode">Number on that device.</param>
/// <param name="Size">Length in bytes.</param>
/// <param name="ChangedSeconds">Last change of the inode (ctime), seconds.</param>
/// <param name="ChangedNanoseconds">The rest of a second.</param>
public readonly record struct FileIdentity(ulong Device, ulong Inode, long Size, long ChangedSeconds, uint ChangedNanoseconds);
