// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Kernel;

/// <summary>The folder of configfs-tsm in which reports are requested. Linux, Documentation/ABI/testing/configfs-tsm.</summary>
public interface ITsmEntries
{
    /// <summary>Its path, <c>/sys/kernel/config/tsm/report</c>.</summary>
    string Path { get; }

    /// <summary>Makes an entry (mkdir), which its owner disposes (rmdir).</summary>
    /// <param name="name">A name that nobody else uses.</param>
    /// <exception cref="KernelException">
    /// ENOENT: configfs is not mounted, or no tsm. ENXIO: no provider is loaded. EEXIST, EACCES, EPERM, EROFS.
    /// </exception>
    ITsmEntry Create(string name);
}
