// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Kernel;

/// <summary>Measurement registers as sysfs shows them. Linux 6.16, Documentation/ABI/testing/sysfs-devices-virtual-misc-tdx_guest.</summary>
public interface IMeasurementRegisters
{
    /// <summary>Its path, <c>/sys/devices/virtual/misc/tdx_guest/measurements</c>.</summary>
    string Path { get; }

    /// <summary>Names as the kernel has them, for example <c>rtmr3:sha384</c>; none where the kernel does not show registers.</summary>
    /// <exception cref="KernelException">They are there and cannot be listed.</exception>
    ImmutableArray<string> Names();

    /// <summary>The register's value.</summary>
    /// <exception cref="KernelException">ENOENT: no such register. EACCES, EIO.</exception>
    byte[] Read(string name);

    /// <summary>Extends the register: the new value is the hash of the old one and <paramref name="digest"/>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="digest">As long as the register.</param>
    /// <exception cref="KernelException">EINVAL: another length. EACCES, EPERM, EROFS: it may not be written. EIO, EBUSY.</exception>
    void Extend(string name, ReadOnlySpan<byte> digest);
}
