// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;

namespace Attestation.Endorsing.Tests;

/// <summary>Runs <c>attest</c> as a process whose web trust is what lies in a folder, and nothing else.</summary>
internal static class AttestVerb
{
    /// <summary>The file of the folder that has the web roots.</summary>
    public const string WebRoot = "web-root.pem";

    public static async Task<string> RunAsync(string folder, int exitCode, string[] args, bool ofErrors = false)
    {
        ProcessStartInfo start = new(Path.Combine(AppContext.BaseDirectory, "attest"), args) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SSL_CERT_FILE"] = Path.Combine(folder, WebRoot);
        start.Environment["SSL_CERT_DIR"] = folder;
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == exitCode, $"{string.Join(' ', args)}: {process.ExitCode}\n{output}\n{await errors}");
        return ofErrors ? await errors : output;
    }
}
