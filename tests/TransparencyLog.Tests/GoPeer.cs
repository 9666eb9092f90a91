// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Text.Json;
using Attestation.TestKit;

namespace Attestation.TransparencyLog.Tests;

/// <summary>Debian's golang.org/x/mod/sumdb behind a small program: reads our logs and writes its own. Skipped where it is not installed.</summary>
internal static class GoPeer
{
    private const string DebianSources = "/usr/share/gocode";
    private static readonly string Program = Path.Combine(Repository.Root, "artifacts", "go", $"peer-of-{typeof(GoPeer).Assembly.GetName().Name}");
    private static readonly Lazy<string> Built = new(Build);

    /// <summary>What the other implementation says of a log's directory; the test is skipped where there is no Go.</summary>
    public static JsonElement Read(string directory, string verifierKey)
    {
        Assert.SkipUnless(
            File.Exists("/usr/bin/go") && Directory.Exists(DebianSources + "/src/golang.org/x/mod/sumdb/tlog"),
            "no Go with golang.org/x/mod (Debian: golang-go golang-golang-x-mod-dev)");
        return JsonDocument.Parse(Run(Built.Value, directory, verifierKey)).RootElement;
    }

    private static string Build()
    {
        Run("/usr/bin/go", "build", "-o", Program, "peer");
        return Program;
    }

    private static string Run(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["GO111MODULE"] = "off";
        start.Environment["GOPATH"] = $"{Path.Combine(Repository.Root, "tests", "TransparencyLog.Tests", "go")}:{DebianSources}";
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
