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

    /// <summary>Puts it together.</summary>
    /// <param name="command">The command that made it.</param>
    /// <param name="results">Result files by name.</param>
    /// <param name="failures">Why a result file is not there, by its name.</param>
    public static JsonObject Of(string command, IReadOnlyDictionary<string, JsonObject> results, IReadOnlyDictionary<string, string> failures) => new()
    {
        ["mediaType"] = MediaType,
        ["command"] = command,
        ["label"] = results.TryGetValue(PartShapes.Quote.File, out JsonObject? quotes) && IsHardware(quotes) ? Hardware : Simulator,
        ["failed"] = new JsonArray([.. failures.Keys.Order(StringComparer.Ordinal).Select(name => (JsonNode)name)]),
        ["parts"] = new JsonArray([.. PartShapes.All.Select(shape => Part(shape, results.GetValueOrDefault(shape.File), failures.GetValueOrDefault(shape.File)))]),
    };

    private static bool IsHardware(JsonObject quotes) => quotes["isHardware"]?.GetValue<bool>() == true;

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
