// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;

namespace Attestation.Native.Linux;

/// <summary>Clocks. include/uapi/linux/time.h.</summary>
internal static partial class Clocks
{
    public const int BootTime = 7;

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    public static unsafe partial int GetTime(int clock, TimeSpec* time);

    /// <summary>struct timespec of a 64-bit machine, 16 bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
