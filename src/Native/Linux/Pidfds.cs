// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Attestation.Native.Linux;

/// <summary>
/// Handles to processes. include/uapi/linux/pidfd.h; the call's number is 434 on every architecture (asm-generic/unistd.h). poll: asm-generic/poll.h.
/// </summary>
internal static partial class Pidfds
{
    public const short Readable = 1;

    private const nint PidfdOpen = 434;

    public static int Open(int pid) => (int)Call(PidfdOpen, pid, 0);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static unsafe partial int Poll(PollEntry* entries, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Call(nint number, nint first, nint second);

    /// <summary>struct pollfd, 8 bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct PollEntry
    {
        public int File;
        public short Events;
        public short Returned;
    }

    /// <summary>Poll of one file without waiting; what it returned.</summary>
    public static unsafe short PollNow(SafeFileHandle file)
    {
        PollEntry entry = new() { File = (int)file.DangerousGetHandle(), Events = Readable };
        SystemCall.Check(Poll(&entry, 1, 0), "poll", "pidfd");
        return entry.Returned;
    }
}
