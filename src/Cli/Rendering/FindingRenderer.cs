// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Attestation.Cli.Logs;

namespace Attestation.Cli.Rendering;

/// <summary>Findings as lines for people and as JSON.</summary>
internal static class FindingRenderer
{
    private const int TitleWidth = 12;

    /// <summary>A marked line.</summary>
    public static void Print(Page page, Finding finding) =>
        page.Marked(finding.Outcome, "  ", $"{finding.Title,-TitleWidth} {ShortHex.Of(finding.Text)}");

    /// <summary>A list of them under a name.</summary>
    public static void Write(Utf8JsonWriter json, string name, IEnumerable<Finding> findings)
    {
        json.WriteStartArray(name);
        foreach (Finding finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("title", finding.Title);
            json.WriteString("outcome", Outcomes.Code(finding.Outcome));
            json.WriteString("says", finding.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
