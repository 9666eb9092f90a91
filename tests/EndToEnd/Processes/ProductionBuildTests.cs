// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Attestation.TestKit;

namespace Attestation.EndToEnd.Processes;

/// <summary>A production build (<c>-p:IncludeSimulators=false</c>) holds no simulated machine, and says so.</summary>
public sealed class ProductionBuildTests
{
    [Theory]
    [InlineData("AttestationAgent", "attestation-agent")]
    [InlineData("Cli", "attest")]
    public void It_holds_no_simulator(string project, string executable)
    {
        string folder = Publish(project);

        Assert.DoesNotContain(Directory.EnumerateFiles(folder), file => Path.GetFileName(file).Contains("Simulator", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("no simulators", Run(Path.Combine(folder, executable), "--version").Said, StringComparison.Ordinal);
        Assert.Equal(1, Run(Path.Combine(folder, executable), project == "Cli" ? "simulate" : "--simulate", "tdx").Code);
    }

    private static string Publish(string project)
    {
        string folder = Path.Combine(Repository.Root, "artifacts", "production", "publish", project);
        using IDisposable turn = NativeBuild.Turn();
        (int code, string said) = Run(
            "dotnet",
            "publish", Path.Combine(Repository.Root, "src", project), "-c", "Release", "-v", "q", "-o", folder,
            "-p:IncludeSimulators=false", "-p:PublishAot=false", "-p:RunAnalyzers=false", $"-p:ArtifactsPath={Path.Combine(Repository.Root, "artifacts", "production")}");
        Assert.True(code == 0, said);
        return folder;
    }

    private static (int Code, string Said) Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string said = process.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
        process.WaitForExit();
        return (process.ExitCode, said);
    }
}
