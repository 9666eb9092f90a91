// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;
using Attestation.Kernel;
using Attestation.Native.Linux;
using Microsoft.Win32.SafeHandles;

namespace Attestation.Native;

/// <summary>A pidfd.</summary>
internal sealed class ProcessHandle(int file, int pid) : IProcessHandle
{
    private const int MaxBytes = 4096;
    private const string PidField = "Pid:";

    private readonly SafeFileHandle handle = new(file, ownsHandle: true);

    public int Pid => pid;

    /// <summary>Opens by number, for kernels that name no peer (before 6.5): a number that was reused meanwhile has another start time.</summary>
    /// <exception cref="KernelException">ENOENT, ESRCH: no such process, or another one by now.</exception>
    public static ProcessHandle OpenByNumber(int pid)
    {
        ulong before = StartTime.TicksOf(pid);
        ProcessHandle process = new(SystemCall.Check(Pidfds.Open(pid), "pidfd_open", $"/proc/{pid}"), pid);
        if (StartTime.TicksOf(pid) == before)
        {
            return process;
        }

        process.Dispose();
        throw new KernelException("pidfd_open", $"/proc/{pid}", Errno.ESRCH);
    }

    public int PidNow()
    {
        string path = $"/proc/self/fdinfo/{handle.DangerousGetHandle()}";
        string? line = Encoding.ASCII.GetString(OpenFile.ReadAll(path, MaxBytes)).Split('\n').FirstOrDefault(each => each.StartsWith(PidField, StringComparison.Ordinal));
        return int.TryParse(line?[PidField.Length..], NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new KernelException("read", path, Errno.EINVAL);
    }

    // Readable: exited, reaped or not. Any other answer is no sign of life either.
    public bool IsAlive() => Pidfds.PollNow(handle) == 0;

    public void Dispose() => handle.Dispose();
}
