// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Attestation.TestKit;

namespace Attestation.Native.Tests;

/// <summary>One boot of Debian's kernel in QEMU with the fake drivers of <c>tests/kernel</c>, for all tests that look at it.</summary>
public sealed class RealKernel
{
    private const int CannotBeTried = 77;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(8);

    public RealKernel()
    {
        ProcessStartInfo start = new(Path.Combine(Repository.Root, "tests", "kernel", "run")) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Longest))
        {
            process.Kill(entireProcessTree: true);
        }

        process.WaitForExit();
        Code = process.ExitCode;
        Errors = errors.GetAwaiter().GetResult();
        Lines = output.GetAwaiter().GetResult().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The script's exit code.</summary>
    public int Code { get; }

    /// <summary>What it said of itself.</summary>
    public string Errors { get; }

    /// <summary>What the probe said in the guest, a line a law.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>Skips the running test, with the reason, where no kernel can be booted.</summary>
    public void Require() => Assert.SkipWhen(Code == CannotBeTried, $"no kernel to boot: {Errors.TrimEnd().Split('\n')[^1]}");
}
