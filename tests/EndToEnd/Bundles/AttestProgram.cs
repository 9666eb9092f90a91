// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;

namespace Attestation.EndToEnd.Bundles;

/// <summary>The command line as its own process.</summary>
internal static class AttestProgram
{
    private static readonly string Path = System.IO.Path.GetFullPath(
        System.IO.Path.Combine(AppContext.BaseDirectory, "..", "..", "Cli", new DirectoryInfo(AppContext.BaseDirectory).Name, "attest"));

    /// <returns>The exit code, and what was printed.</returns>
    public static (int Code, string Said) Run(params string[] arguments)
    {
        ProcessStartInfo start = new(Path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string said = process.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
        process.WaitForExit();
        return (process.ExitCode, said);
    }
}
