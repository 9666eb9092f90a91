// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Kernel;

/// <summary>Where a file lies, as the kernel knows it without asking the file's server.</summary>
/// <param name="Device">Major number in the upper half, minor in the lower.</param>
/// <param name="Mount">Id of the mount that it was opened on; null before Linux 5.8.</param>
public readonly record struct ImagePlace(ulong Device, ulong? Mount)
{
    private const int MajorShift = 32;

    /// <summary>True where the file system has a block device below it.</summary>
    public bool IsOnBlockDevice => Device >> MajorShift != 0;
}
