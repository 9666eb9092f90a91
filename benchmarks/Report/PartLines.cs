// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json.Nodes;

namespace Attestation.Benchmarks.Report;

/// <summary>The lines of a part, out of its result file: each with a name that stays.</summary>
internal static class PartLines
{
    /// <summary>Of a line: its histogram, where its row has one.</summary>
    public const string Buckets = "buckets";

    private const string Form = "form";

    /// <summary>Lines in the file's order.</summary>
    /// <param name="shape">The part.</param>
    /// <param name="result">The result file.</param>
    public static JsonArray Of(PartShape shape, JsonObject result) => [.. RowsOf(shape, result).Select(row => Line(shape, row))];

    private static IEnumerable<JsonObject> RowsOf(PartShape shape, JsonObject result) => shape.Members switch
    {
        null => result["rows"]!.AsArray().Select(each => each!.AsObject()),
        [] => [result],
        var members => members.Where(result.ContainsKey).Select(member => Named(member, result[member]!.AsObject())),
    };

    private static JsonObject Named(string member, JsonObject row)
    {
        JsonObject named = row.DeepClone().AsObject();
        named[Form] = member;
        return named;
    }

    private static JsonObject Line(PartShape shape, JsonObject row)
    {
        string[] keys = [.. shape.Keys.Select(key => row[key]?.ToString() ?? "–")];
        JsonObject figures = [];
        foreach (Figure figure in shape.Figures)
        {
            figures[figure.Property] = Plain(row[figure.Property]);
        }

        JsonObject line = new() { ["anchor"] = Anchor([shape.Name, .. keys]), ["keys"] = new JsonArray([.. keys.Select(key => (JsonNode)key)]), ["figures"] = figures };
        if (row[Buckets] is { } buckets)
        {
            line[Buckets] = buckets.DeepClone();
        }

        return line;
    }

    // Counts by reason are told as their sum.
    private static JsonNode? Plain(JsonNode? value) =>
        value is JsonObject counts ? counts.Sum(each => each.Value!.GetValue<long>()) : value?.DeepClone();

    private static string Anchor(string[] words)
    {
        StringBuilder text = new();
        foreach (char letter in string.Join('-', words).ToLowerInvariant())
        {
            bool isPlain = char.IsAsciiLetterOrDigit(letter);
            if (isPlain || (text.Length > 0 && text[^1] != '-'))
            {
                text.Append(isPlain ? letter : '-');
            }
        }

        return text.ToString().TrimEnd('-');
    }
}
