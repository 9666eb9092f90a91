// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Attestation.Kernel;
using Attestation.Native.Linux;

namespace Attestation.Native;

/// <summary>This boot, by procfs and the kernel's clock.</summary>
/// <param name="idPath">The file of the boot's id, <c>/proc/sys/kernel/random/boot_id</c>.</param>
public sealed class Boot(string idPath) : IBoot
{
    private const int MaxBytes = 64;
    private const long NanosecondsInSecond = 1_000_000_000;

    /// <inheritdoc/>
    public Guid Id()
    {
        string text = Encoding.ASCII.GetString(OpenFile.ReadAll(idPath, MaxBytes)).TrimEnd('\n');
        return Guid.TryParseExact(text, "D", out Guid id) ? id : throw new KernelException("read", idPath, Errno.EINVAL);
    }

    /// <inheritdoc/>
    public unsafe long Nanoseconds()
    {
        Clocks.TimeSpec time = default;
        SystemCall.Check(Clocks.GetTime(Clocks.BootTime, &time), "clock_gettime", "CLOCK_BOOTTIME");
        return (time.Seconds * NanosecondsInSecond) + time.Nanoseconds;
    }
}
