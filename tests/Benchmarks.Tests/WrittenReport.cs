// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Attestation.Benchmarks.Report;

namespace Attestation.Benchmarks.Tests;

/// <summary>A folder with some result files, and the report that was written of them.</summary>
internal sealed class WrittenReport : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("report-tests-").FullName;

    /// <summary>A result file as a benchmark writes it.</summary>
    /// <param name="name">Without suffix.</param>
    /// <param name="members">Members after what it was measured on.</param>
    /// <param name="kind">Hardware or simulator.</param>
    /// <param name="length">Full or quick.</param>
    public WrittenReport With(string name, string members, string kind = ReportDocument.Simulator, string length = "full")
    {
        File.WriteAllText(Path.Combine(folder, name + ".json"), $$"""
            {"benchmark":"{{name}}","measuredOn":{"kind":"{{kind}}","device":"a device","processor":"a <CPU> & more","kernel":"6.1","date":"2026-11-28","commit":"abc1234","length":"{{length}}"},{{members}}}
            """);
        return this;
    }

    /// <summary>A file that stands in the folder already.</summary>
    public WrittenReport WithFile(string name, string text)
    {
        File.WriteAllText(Path.Combine(folder, name), text);
        return this;
    }

    /// <summary>Writes the report.</summary>
    /// <returns>Names of the parts that are missing.</returns>
    public IReadOnlyList<string> Write(params (string File, string Why)[] failures) =>
        new ReportFolder(folder).Write("benchmarks/run report", failures.ToDictionary(each => each.File, each => each.Why));

    public string Markdown => File.ReadAllText(Path.Combine(folder, "report.md"));

    public JsonObject Json => JsonNode.Parse(File.ReadAllBytes(Path.Combine(folder, "report.json")))!.AsObject();

    public IReadOnlyList<string> Pictures => [.. Directory.GetFiles(folder, "*.svg").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    /// <summary>The part of the report.</summary>
    public JsonObject Part(string name) => Json["parts"]!.AsArray().Single(each => each!["name"]!.ToString() == name)!.AsObject();

    public string Picture(string file) => File.ReadAllText(Path.Combine(folder, file));

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
