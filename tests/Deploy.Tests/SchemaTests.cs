// SPDX-License-Identifier: Apache-2.0

using System.ComponentModel;
using System.Diagnostics;
using Attestation.TestKit;
using YamlDotNet.RepresentationModel;

namespace Attestation.Deploy.Tests;

/// <summary>Manifests against the types of the Kubernetes API: the models' own validation, and the TypeScript compiler for unknown fields.</summary>
public sealed class SchemaTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "artifacts", "schema");
    private static readonly Lazy<string?> Missing = new(Install);

    [Fact]
    public void No_manifest_has_a_field_that_the_API_does_not_know()
    {
        Assert.SkipWhen(Missing.Value is not null, Missing.Value ?? "");

        // Of an overlay the patch is no object: it is looked at where it is rendered.
        Assert.Equal("", Problems([.. Manifest.Files.Where(each => !each.StartsWith("kustomize", StringComparison.Ordinal)).Select(each => Path.Combine(Repository.Root, "deploy", each))]));
    }

    [Fact]
    public void No_rendered_overlay_has_a_field_that_the_API_does_not_know()
    {
        Assert.SkipWhen(Missing.Value is not null, Missing.Value ?? "");

        Assert.Equal("", Problems([.. Overlay.Names.Select(Rendered)]));
    }

    [Fact]
    public void A_misspelt_field_is_found()
    {
        Assert.SkipWhen(Missing.Value is not null, Missing.Value ?? "");
        string misspelt = Path.Combine(Folder, "misspelt.yaml");
        File.WriteAllText(misspelt, File.ReadAllText(Path.Combine(Repository.Root, "deploy", "daemonset.yaml")).Replace("readOnlyRootFilesystem:", "readOnlyRootFileSystem:", StringComparison.Ordinal));

        Assert.Contains("readOnlyRootFileSystem", Problems(misspelt), StringComparison.Ordinal);
    }

    private static string Rendered(string overlay)
    {
        string file = Path.Combine(Folder, $"{overlay}.yaml");
        using StreamWriter text = new(file);
        new YamlStream(Overlay.Render(overlay).Select(each => new YamlDocument(each))).Save(text, assignAnchors: false);
        return file;
    }

    private static string Problems(params string[] manifests)
    {
        (int code, string said) = Run("node", ["check.mjs", .. manifests]);
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
