// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Security.Cryptography;
using Attestation.Configuration;
using Attestation.Json;
using Attestation.Wire;

namespace Attestation.Laws.Tree;

/// <summary>tests/vectors: layouts copied from specifications, and cases that a generator of ours made.</summary>
internal static class VectorFolder
{
    private const string Root = "tests/vectors/";
    private const int Sha256Bytes = 32;

    /// <summary>What breaks the form of the folder.</summary>
    public static IEnumerable<string> Violations(IReadOnlyList<TrackedFile> files)
    {
        TrackedFile[] vectors = [.. files.Where(file => file.Path.StartsWith(Root, StringComparison.Ordinal) && !IsLayout(file))];
        Dictionary<string, TrackedFile> cases = vectors.Where(file => IsCase(file.Path)).ToDictionary(file => CaseOf(file.Path)!);
        IEnumerable<string> homeless = vectors
            .Where(file => CaseOf(file.Path) is not { } name || !cases.ContainsKey(name))
            .Select(file => $"{file.Path} has no case.json");
        return homeless.Concat(cases.SelectMany(each => Problems(each.Value, vectors.FirstOrDefault(file => file.Path == $"{each.Key}/evidence.bin"))));
    }

    private static bool IsLayout(TrackedFile file) =>
        file.Path.StartsWith(Root + "layouts/", StringComparison.Ordinal) && file.Path.EndsWith(".csv", StringComparison.Ordinal) && file.Path.Count('/') == 3;

    private static bool IsCase(string path) => path.EndsWith("/case.json", StringComparison.Ordinal) && path.Count('/') == 4;

    /// <summary>tests/vectors/ROOM/CASE of a file inside it; null for a file that lies higher.</summary>
    private static string? CaseOf(string path) => path.Split('/') is { Length: > 4 } parts ? string.Join('/', parts[..4]) : null;

    private static IEnumerable<string> Problems(TrackedFile file, TrackedFile? evidence)
    {
        if (!StrictJson.TryParse(file.Bytes, "case", JsonLimits.Document, out JsonItem? root, out Malformed? malformed))
        {
            return [$"{file.Path}: {malformed}"];
        }

        List<ConfigProblem> problems = [];
        Read(new ConfigSection(root, "", problems), evidence);
        return problems.Select(problem => $"{file.Path}: {problem}");
    }

    private static void Read(ConfigSection section, TrackedFile? evidence)
    {
        if (section.Text("generator") is not { Length: > 0 })
        {
            section.Report("generator", "want the name of the program that made the case");
        }

        Require(section, "arguments", section.Texts("arguments"));
        Require(section, "now", section.Time("now"));
        if (section.Bytes("sha256", Sha256Bytes) is not { } sha256
            || evidence is null || !SHA256.HashData(evidence.Bytes.Span).AsSpan().SequenceEqual(sha256.Span))
        {
            section.Report("sha256", "is not that of evidence.bin");
        }

        ConfigSection expect = section.Section("expect");
        Require(expect, "outcome", expect.Choice("outcome", "", "pass", "warn", "fail", "not_evaluated"));
        Require(expect, "failing_rules", expect.Texts("failing_rules"));
        expect.Done();
        section.Done();
    }

    private static void Require<T>(ConfigSection section, string key, T value)
    {
        if (!section.Has(key))
        {
            section.Report(key, $"is absent, want a {(value is ImmutableArray<string> ? "list" : "value")}");
        }
    }
}
