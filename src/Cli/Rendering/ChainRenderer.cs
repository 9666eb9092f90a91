// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text.Json;
using Attestation.Cli.Logs;

namespace Attestation.Cli.Rendering;

/// <summary>What <c>attest log audit</c> found.</summary>
internal static class ChainRenderer
{
    private const string MediaType = "application/vnd.attestation.log-audit+json;version=1";

    /// <summary>The verdict, a line a run, and what else was looked at.</summary>
    public static void Print(Page page, ImmutableArray<ChainLink> links, ImmutableArray<Finding> others, Outcome outcome)
    {
        page.Verdict(outcome, Verdict(outcome), links.Length == 1 ? "1 run" : $"{links.Length} runs");
        page.Line();
        foreach (Finding finding in links.Select(each => each.Finding).Concat(others))
        {
            FindingRenderer.Print(page, finding);
        }

        if (others.All(each => each.Title != RememberedHead.Title))
        {
            page.Marked(Outcome.NotEvaluated, "  ", "rollback     not evaluated beyond these runs: no known checkpoint");
        }

        page.Line();
        page.Line("hint: heads and first leaves only; `attest log verify` checks every file");
    }

    /// <summary>One document.</summary>
    public static void Write(Utf8JsonWriter json, ImmutableArray<ChainLink> links, ImmutableArray<Finding> others, Outcome outcome)
    {
        json.WriteStartObject();
        json.WriteString("mediaType", MediaType);
        json.WriteString("outcome", Outcomes.Code(outcome));
        json.WriteNumber("exitCode", (int)Finding.ExitCodeOf(outcome));
        json.WriteStartArray("runs");
        foreach (ChainLink link in links)
        {
            json.WriteStartObject();
            json.WriteString("directory", link.Name);
            json.WriteString("outcome", Outcomes.Code(link.Finding.Outcome));
            json.WriteString("says", link.Finding.Text);
            RunRenderer.WriteHead(json, link.Run);
            WritePrevious(json, link.Run);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        FindingRenderer.Write(json, "findings", others);
        json.WriteEndObject();
    }

    private static void WritePrevious(Utf8JsonWriter json, PublishedRun? run)
    {
        if (run?.Start.Previous is { } previous)
        {
            json.WriteStartObject("previous");
            json.WriteString("origin", previous.Origin);
            json.WriteNumber("size", previous.Size);
            json.WriteString("root", Wire.Hex.Of(previous.Root.Span));
            json.WriteEndObject();
        }
    }

    private static string Verdict(Outcome outcome) => outcome switch
    {
        Outcome.Pass => "one chain",
        Outcome.Warn => "one chain, with remarks",
        Outcome.Fail => "no whole chain",
        _ => "no run was found",
    };
}
