// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;
using Attestation.Kernel;
using Attestation.Native.Linux;

namespace Attestation.Native;

/// <summary>When a process started, and by whom: fields 4 and 22 of <c>/proc/PID/stat</c> (proc_pid_stat(5)). An exec keeps both.</summary>
public static class StartTime
{
    private const int MaxBytes = 4096;
    private const int ParentBehindName = 2;
    private const int StartBehindName = 20;

    /// <summary>The number.</summary>
    /// <exception cref="KernelException">ENOENT, ESRCH: no such process.</exception>
    public static ulong TicksOf(int pid) => StatOf(pid).StartTime;

    internal static ProcessStat StatOf(int pid)
    {
        string stat = Encoding.UTF8.GetString(OpenFile.ReadAll($"/proc/{pid}/stat", MaxBytes));

        // The name stands in parentheses and may hold some: fields are counted behind the last.
        string[] fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ');
        return fields.Length > StartBehindName
            && int.TryParse(fields[ParentBehindName], NumberStyles.None, CultureInfo.InvariantCulture, out int parent)
            && ulong.TryParse(fields[StartBehindName], NumberStyles.None, CultureInfo.InvariantCulture, out ulong start)
                ? new(pid, parent, start)
                : throw new KernelException("read", $"/proc/{pid}/stat", Errno.EINVAL);
    }
}
