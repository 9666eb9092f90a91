// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Attestation.TestKit;

namespace Attestation.Cli.Tests;

/// <summary>The published native binary; published once for all tests that use it.</summary>
public sealed class NativeBinary
{
    public NativeBinary()
    {
        using IDisposable turn = NativeBuild.Turn();
        Folder = Path.Combine(Repository.Root, "artifacts", "native");
        (int code, string said) = Execute("dotnet", "publish", Path.Combine(Repository.Root, "src", "Cli"), "-c", "Release", "-v", "q", "-o", Folder);
        Assert.True(code == 0, said);
        PublishOutput = said;
    }

    /// <summary>Where it lies, with everything that came with it.</summary>
    public string Folder { get; }

    /// <summary>What publishing printed.</summary>
    public string PublishOutput { get; }

    public string Attest => Path.Combine(Folder, "attest");

    /// <summary>Runs a program to its end; exit code, and stdout followed by stderr.</summary>
    public static (int Code, string Said) Execute(string program, params ReadOnlySpan<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments.ToArray()) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }
}
