// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Attestation.Benchmarks.Report;

/// <summary>A part's lines as a markdown table; each line can be linked to.</summary>
internal static class PartTable
{
    /// <summary>The table.</summary>
    /// <param name="part">A part of <see cref="ReportDocument"/>.</param>
    public static string Of(JsonObject part)
    {
        StringBuilder text = new();
        string[] heads = [.. part["keys"]!.AsArray().Select(key => key!.ToString()), .. part["heads"]!.AsObject().Select(head => head.Value!.ToString())];
        text.Append(CultureInfo.InvariantCulture, $"| | {string.Join(" | ", heads)} |\n|---|{string.Concat(heads.Select(_ => "---|"))}\n");
        foreach (JsonNode? line in part["lines"]!.AsArray())
        {
            text.Append(CultureInfo.InvariantCulture, $"| {Mark(line!["anchor"]!.ToString())} | {string.Join(" | ", CellsOf(line))} |\n");
        }

        return text.ToString();
    }

    private static string Mark(string anchor) => $"<a id=\"{anchor}\"></a>[§](#{anchor})";

    private static IEnumerable<string> CellsOf(JsonNode line) =>
        [.. line["keys"]!.AsArray().Select(key => key!.ToString()), .. line["figures"]!.AsObject().Select(figure => figure.Value?.ToString() ?? "–")];
}
