// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Kernel.Procfs;

/// <summary>One mapping of a process (proc_pid_maps(5)).</summary>
/// <param name="Start">First address.</param>
/// <param name="End">First address behind it.</param>
/// <param name="Permissions"><c>r w x</c> and <c>s</c> or <c>p</c>, a dash for what is not.</param>
/// <param name="File">The mapped file; inode 0 for none.</param>
/// <param name="Path">How the kernel describes it; decides nothing.</param>
public sealed record MemoryMapping(ulong Start, ulong End, string Permissions, MappedFile File, string Path)
{
    /// <summary>Memory of its own in place of the file's pages, in KiB; null where only <c>maps</c> was read.</summary>
    public ulong? Anonymous { get; init; }

    /// <summary>True where machine code may run out of a file.</summary>
    public bool IsProgramText => Permissions[2] == 'x' && File.Inode != 0;

    /// <summary>True where writes go to the file.</summary>
    public bool WritesFile => Permissions[1] == 'w' && Permissions[3] == 's' && File.Inode != 0;
}
