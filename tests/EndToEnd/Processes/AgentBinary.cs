// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Attestation.TestKit;

namespace Attestation.EndToEnd.Processes;

/// <summary>The agent's executable in one of its two forms.</summary>
/// <param name="Form"><c>built</c> or <c>native</c>.</param>
/// <param name="Path">The file.</param>
internal sealed record AgentBinary(string Form, string Path)
{
    public const string BuiltForm = "built";
    public const string NativeForm = "native";

    private static readonly Lazy<AgentBinary> Published = new(Publish);

    /// <summary>What the build made, beside this test's own output.</summary>
    public static AgentBinary Built { get; } = new(BuiltForm, System.IO.Path.GetFullPath(
        System.IO.Path.Combine(AppContext.BaseDirectory, "..", "..", "AttestationAgent", new DirectoryInfo(AppContext.BaseDirectory).Name, "attestation-agent")));

    /// <summary>One of them; the native one is published once for all tests that use it.</summary>
    public static AgentBinary Of(string form) => form == NativeForm ? Published.Value : Built;

    private static AgentBinary Publish()
    {
        using IDisposable turn = NativeBuild.Turn();
        string folder = System.IO.Path.Combine(Repository.Root, "artifacts", "native-agent");
        ProcessStartInfo start = new(
            "dotnet", ["publish", System.IO.Path.Combine(Repository.Root, "src", "AttestationAgent"), "-c", "Release", "-v", "q", "-o", folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, said + errors.GetAwaiter().GetResult());
        return new(NativeForm, System.IO.Path.Combine(folder, "attestation-agent"));
    }
}
