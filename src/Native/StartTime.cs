// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;
using Attestation.Kernel;
using Attestation.Native.Linux;

namespace Attestation.Native;

/// <summary>When a process started, in ticks since boot: field 22 of <c>/proc/PID/stat</c>. An exec keeps it.</summary>
public static class StartTime
{
    private const int MaxBytes = 4096;
    private const int FieldsBehindName = 20;

    /// <summary>The number.</summary>
    /// <inheritdoc cref="Of"/>
    public static ulong TicksOf(int pid) => ulong.Parse(Of(pid), CultureInfo.InvariantCulture);

    /// <summary>Digits, as procfs has them.</summary>
    /// <exception cref="KernelException">ENOENT, ESRCH: no such process.</exception>
    public static string Of(int pid)
    {
        string stat = Encoding.UTF8.GetString(OpenFile.ReadAll($"/proc/{pid}/stat", MaxBytes));

        // The name stands in parentheses and may hold some: fields are counted behind the last.
        string[] fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ');
        return fields.Length > FieldsBehindName ? fields[FieldsBehindName] : throw new KernelException("read", $"/proc/{pid}/stat", Errno.EINVAL);
    }
}
