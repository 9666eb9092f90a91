// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;
using Attestation.Native.Linux;

namespace Attestation.Native;

/// <summary>When a process started, and by whom: fields 4 and 22 of <c>/proc/PID/stat</c> (proc_pid_stat(5)). An exec keeps both.</summary>
public static class StartTime
{
    private const int MaxBytes = 4096;

    /// <summary>The number.</summary>
    /// <param name="pid">The process.</param>
    /// <param name="proc">Where procfs is mounted.</param>
    /// <exception cref="KernelException">ENOENT, ESRCH: no such process.</exception>
    public static ulong TicksOf(int pid, string proc = ProcRoot.Default) => StatOf(pid, proc).StartTime;

    internal static ProcessStat StatOf(int pid, string proc = ProcRoot.Default)
    {
        string path = $"{proc}/{pid}/stat";
        return ProcessStat.TryParse(pid, OpenFile.ReadAll(path, MaxBytes), out ProcessStat stat, out _)
            ? stat
            : throw new KernelException("read", path, Errno.EINVAL);
    }
}
