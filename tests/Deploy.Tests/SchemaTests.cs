// SPDX-License-Identifier: Apache-2.0

using System.ComponentModel;
using System.Diagnostics;
using Attestation.TestKit;

namespace Attestation.Deploy.Tests;

/// <summary>Manifests against the types of the Kubernetes API: the models' own validation, and the TypeScript compiler for unknown fields.</summary>
public sealed class SchemaTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "artifacts", "schema");
    private static readonly Lazy<string?> Missing = new(Install);

    [Fact]
    public void The_daemonset_has_no_field_that_the_API_does_not_know()
    {
        Assert.SkipWhen(Missing.Value is not null, Missing.Value ?? "");

        Assert.Equal("", Problems(Path.Combine(Repository.Root, "deploy", "daemonset.yaml")));
    }

    [Fact]
    public void A_misspelt_field_is_found()
    {
        Assert.SkipWhen(Missing.Value is not null, Missing.Value ?? "");
        string misspelt = Path.Combine(Folder, "misspelt.yaml");
        File.WriteAllText(misspelt, File.ReadAllText(Path.Combine(Repository.Root, "deploy", "daemonset.yaml")).Replace("readOnlyRootFilesystem:", "readOnlyRootFileSystem:", StringComparison.Ordinal));

        Assert.Contains("readOnlyRootFileSystem", Problems(misspelt), StringComparison.Ordinal);
    }

    private static string Problems(string manifest)
    {
        (int code, string said) = Run("node", "check.mjs", manifest);
        (int types, string errors) = Run("npx", "--no-install", "tsc", "--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--moduleResolution", "nodenext", "objects.ts");
        return (code, types) == (0, 0) ? "" : said + errors;
    }

    // What cannot be fetched is said to be missing; what was fetched is kept.
    private static string? Install()
    {
        Directory.CreateDirectory(Folder);
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests", "Deploy.Tests", "schema")))
        {
            File.Copy(file, Path.Combine(Folder, Path.GetFileName(file)), overwrite: true);
        }

        try
        {
            (int code, string said) = Run("npm", "install", "--no-audit", "--no-fund", "--no-package-lock");
            return code == 0 ? null : $"the types of the Kubernetes API cannot be fetched: {said.Trim().Split('\n')[^1]}";
        }
        catch (Win32Exception)
        {
            return "no npm: the types of the Kubernetes API cannot be fetched (Debian: apt-get install npm)";
        }
    }

    private static (int Code, string Said) Run(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said + errors.GetAwaiter().GetResult());
    }
}
