// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Xunit;

namespace Attestation.TestKit;

/// <summary>A Go program of ours against libraries of Debian: built once, with the sources that Debian installs, nothing fetched.</summary>
/// <param name="folder">The program's GOPATH, below the repository.</param>
/// <param name="package">The package in it.</param>
/// <param name="output">What it is built as, below artifacts/go.</param>
public sealed class GoProgram(string folder, string package, string output)
{
    private const string Go = "/usr/bin/go";
    private const string DebianSources = "/usr/share/gocode";

    private readonly Lazy<string> built = new(() =>
    {
        string program = Path.Combine(Repository.Root, "artifacts", "go", output);
        Run(folder, Go, ["build", "-o", program, package]);
        return program;
    });

    /// <summary>The file, built where it is not yet.</summary>
    public string Built => built.Value;

    /// <summary>True where Go and these packages are installed.</summary>
    /// <param name="packages">Import paths.</param>
    public static bool CanBuild(params string[] packages) => File.Exists(Go) && packages.All(each => Directory.Exists($"{DebianSources}/src/{each}"));

    /// <summary>Runs it, built where it is not yet.</summary>
    /// <returns>Everything that it printed; a failure fails the test with what it said.</returns>
    public string Run(params string[] arguments) => Run(folder, built.Value, arguments);

    private static string Run(string folder, string program, string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["GO111MODULE"] = "off";
        start.Environment["GOPATH"] = $"{Path.Combine(Repository.Root, folder)}:{DebianSources}";
        start.Environment["GOCACHE"] = Path.Combine(Repository.Root, "artifacts", "go", "cache");
        start.Environment["GOFLAGS"] = "";
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{Path.GetFileName(program)}: {error.GetAwaiter().GetResult()}");
        return output;
    }
}
