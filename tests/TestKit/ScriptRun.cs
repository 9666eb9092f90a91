// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;

namespace Attestation.TestKit;

/// <summary>One run of a script that tries something outside this process and prints a line for each thing that holds; exit code 77 says that it cannot be tried.</summary>
public abstract class ScriptRun
{
    private const int CannotBeTried = 77;

    /// <summary>Runs it to its end.</summary>
    /// <param name="script">Its path from the repository's root.</param>
    /// <param name="longest">Then it is killed.</param>
    protected ScriptRun(string script, TimeSpan longest)
    {
        ProcessStartInfo start = new(Path.Combine(Repository.Root, script)) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(longest))
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

    /// <summary>Why it cannot be tried here, by the script's last word; null where it was.</summary>
    public string? Obstacle => Code == CannotBeTried ? Errors.TrimEnd().Split('\n')[^1] : null;
}
