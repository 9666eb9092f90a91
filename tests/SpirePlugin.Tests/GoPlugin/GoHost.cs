// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Text.Json;
using Attestation.SpirePlugin.Tests.ScriptedHost;
using Attestation.TestKit;

namespace Attestation.SpirePlugin.Tests.GoPlugin;

/// <summary>Debian's hashicorp/go-plugin behind a small program that loads one plugin as SPIRE does. Skipped where it is not installed.</summary>
internal static class GoHost
{
    private const string Go = "/usr/bin/go";
    private const string DebianSources = "/usr/share/gocode";
    private static readonly string Program = Path.Combine(Repository.Root, "artifacts", "go", "spirehost");
    private static readonly Lazy<string> Built = new(Build);

    /// <summary>Loads a plugin, lives its life, ends it.</summary>
    /// <param name="type">The magic cookie.</param>
    /// <param name="side"><c>agent</c> or <c>server</c>.</param>
    /// <param name="options">plugin_data.</param>
    /// <param name="args">plugin_args.</param>
    /// <returns>What the host saw.</returns>
    public static JsonElement Load(string type, string side, string options, params string[] args)
    {
        Assert.SkipUnless(
            File.Exists(Go) && Directory.Exists(DebianSources + "/src/github.com/hashicorp/go-plugin") && Directory.Exists(DebianSources + "/src/google.golang.org/grpc"),
            "no Go with go-plugin (Debian: golang-go golang-github-hashicorp-go-plugin-dev golang-google-grpc-dev)");
        using Scratch scratch = new();
        JsonElement seen = JsonDocument.Parse(Run(Built.Value, [PluginBinary.Path, type, side, scratch.Path, options, .. args])).RootElement;

        // Go leaves its own listener's file behind, never a directory.
        Assert.Empty(Directory.GetDirectories(scratch.Path));
        return seen;
    }

    private static string Build()
    {
        Run(Go, ["build", "-o", Program, "spirehost"]);
        return Program;
    }

    private static string Run(string program, string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["GO111MODULE"] = "off";
        start.Environment["GOPATH"] = $"{Path.Combine(Repository.Root, "tests", "SpirePlugin.Tests", "go")}:{DebianSources}";
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
