// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Kernel;

/// <summary>A file that a process runs, its program by the exe link or a script by its path, held open: a rename or a removal does not change which.</summary>
/// <remarks>Not thread-safe. Everything but <see cref="Place"/> may ask the file's own server, which may be hostile, and silent (FUSE).</remarks>
public interface IProcessImage : IDisposable
{
    /// <summary>Where it lies.</summary>
    ImagePlace Place();

    /// <summary>State now.</summary>
    ImageStatus Status();

    /// <summary>Magic number of the file system (statfs(2), include/uapi/linux/magic.h).</summary>
    long FileSystem();

    /// <summary>What fs-verity enforces; null where it is not enabled, or not known there.</summary>
    /// <exception cref="KernelException">An algorithm that this program does not know, EIO.</exception>
    VerityDigest? Verity();

    /// <summary>True with file capabilities (capabilities(7), <c>security.capability</c>).</summary>
    bool HasCapabilities();

    /// <summary>How a mapping of this file is named in <c>/proc/PID/maps</c>.</summary>
    MappedFile MappedAs();

    /// <summary>Reads at a position.</summary>
    /// <returns>Bytes read; 0 at the end.</returns>
    int Read(Span<byte> buffer, long offset);
}
