// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Kernel;

/// <summary>A file as <c>/proc/PID/maps</c> names it; statx may name another device (overlayfs, btrfs).</summary>
/// <param name="Device">Major number in the upper half, minor in the lower.</param>
/// <param name="Inode">Number on that device; 0 where no file is mapped.</param>
public readonly record struct MappedFile(ulong Device, ulong Inode);
