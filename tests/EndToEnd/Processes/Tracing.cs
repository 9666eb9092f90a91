// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Globalization;

namespace Attestation.EndToEnd.Processes;

/// <summary>strace(1): makes system calls of a running process fail, or kills it in the midst of one.</summary>
internal static class Tracing
{
    private const string Strace = "/usr/bin/strace";

    /// <summary>Injects into every thread of a process, as of now.</summary>
    /// <param name="pid">The process.</param>
    /// <param name="fault">As strace's <c>inject</c> has it, beginning with the call's name.</param>
    /// <returns>Null where there is no strace. It ends by itself where it may not trace, and with the process.</returns>
    public static Process? TryInject(int pid, string fault) => !File.Exists(Strace) ? null : Process.Start(new ProcessStartInfo(
        Strace, ["-f", "-qq", "-o", "/dev/null", "-p", pid.ToString(CultureInfo.InvariantCulture), "-e", $"trace={fault.Split(':')[0]}", "-e", $"inject={fault}"])
    {
        RedirectStandardError = true,
    });

    /// <summary>The same; the test is skipped where there is no strace.</summary>
    public static Process Inject(int pid, string fault)
    {
        Process? strace = TryInject(pid, fault);
        Assert.SkipWhen(strace is null, "no strace (Debian: strace)");
        return strace!;
    }
}
