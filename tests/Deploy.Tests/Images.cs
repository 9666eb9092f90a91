// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Attestation.TestKit;

namespace Attestation.Deploy.Tests;

/// <summary>One run of <c>tests/images/run</c>, for all tests that look at what it says.</summary>
public sealed class Images
{
    private const int CannotBeTried = 77;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(12);

    public Images()
    {
        ProcessStartInfo start = new(Path.Combine(Repository.Root, "tests", "images", "run")) { RedirectStandardOutput = true, RedirectStandardError = true };
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

    /// <summary>What it said of itself, and of what does not hold.</summary>
    public string Errors { get; }

    /// <summary>What holds, a line each.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>Skips the running test, with the reason, where no image can be built.</summary>
    public void Require() => Assert.SkipWhen(Code == CannotBeTried, $"no image can be built: {Errors.TrimEnd().Split('\n')[^1]}");
}
