// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;

namespace Attestation.Benchmarks.Report;

/// <summary><c>report.json</c>: every line of every part, with what each part was measured on.</summary>
internal static class ReportDocument
{
    /// <summary>What the document is.</summary>
    public const string MediaType = "application/vnd.attestation.benchmarks+json;version=1";

    /// <summary>The label where a TEE's own device answered.</summary>
    public const string Hardware = "hardware";

    /// <summary>The label where none did.</summary>
    public const string Simulator = "simulator";

    /// <summary>The length of a part that was measured too shortly to mean anything.</summary>
    public const string Quick = "quick";

    /// <summary>Puts it together.</summary>
    /// <param name="command">The command that made it.</param>
    /// <param name="results">Result files by name.</param>
    /// <param name="failures">Why a result file is not there, by its name.</param>
    public static JsonObject Of(string command, IReadOnlyDictionary<string, JsonObject> results, IReadOnlyDictionary<string, string> failures) => new()
    {
        ["mediaType"] = MediaType,
        ["command"] = command,
        ["label"] = results.Values.Any(result => Said(result, "kind") == Hardware) ? Hardware : Simulator,
        ["quick"] = results.Values.Any(result => Said(result, "length") == Quick),
        ["failed"] = Names(shape => failures.ContainsKey(shape.File)),
        ["missing"] = Names(shape => !failures.ContainsKey(shape.File) && !results.ContainsKey(shape.File)),
        ["parts"] = new JsonArray([.. PartShapes.All.Select(shape => Part(shape, results.GetValueOrDefault(shape.File), failures.GetValueOrDefault(shape.File)))]),
    };

    private static JsonArray Names(Func<PartShape, bool> which) => [.. PartShapes.All.Where(which).Select(shape => (JsonNode)shape.Name)];

    private static string? Said(JsonObject result, string property) => result["measuredOn"]?[property]?.ToString();

    private static JsonObject Part(PartShape shape, JsonObject? result, string? failure) => new()
    {
        ["name"] = shape.Name,
        ["title"] = shape.Title,
        ["about"] = shape.About,
        ["file"] = shape.File,
        ["keys"] = new JsonArray([.. shape.Keys.Select(key => (JsonNode)key)]),
        ["heads"] = new JsonObject(shape.Figures.Select(figure => new KeyValuePair<string, JsonNode?>(figure.Property, figure.Words))),
        ["failure"] = failure,
        ["measuredOn"] = failure is null ? result?["measuredOn"]?.DeepClone() : null,
        ["lines"] = result is null || failure is not null ? new JsonArray() : PartLines.Of(shape, result),
    };
}
