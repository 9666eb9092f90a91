// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Kernel;

/// <summary>This boot of the machine.</summary>
public interface IBoot
{
    /// <summary>The kernel's random number of this boot (<c>/proc/sys/kernel/random/boot_id</c>).</summary>
    /// <exception cref="KernelException">It cannot be read.</exception>
    Guid Id();

    /// <summary>Nanoseconds since boot, time asleep included (CLOCK_BOOTTIME). Never goes back.</summary>
    long Nanoseconds();
}
