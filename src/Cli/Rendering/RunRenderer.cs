// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text.Json;
using Attestation.Cli.Logs;

namespace Attestation.Cli.Rendering;

/// <summary>What <c>attest log verify</c> found.</summary>
internal static class RunRenderer
{
    private const string MediaType = "application/vnd.attestation.log-check+json;version=1";

    /// <summary>A verdict a run, then what it rests on.</summary>
    public static void Print(Page page, ImmutableArray<RunReport> reports)
    {
        foreach (RunReport report in reports)
        {
            page.Verdict(report.Outcome, Verdict(report.Outcome), About(report));
            foreach (Finding finding in report.Findings)
            {
                FindingRenderer.Print(page, finding);
            }

            page.Line();
        }

        page.Line(Hint(reports));
    }

    /// <summary>One document.</summary>
    public static void Write(Utf8JsonWriter json, ImmutableArray<RunReport> reports, Outcome outcome)
    {
        json.WriteStartObject();
        json.WriteString("mediaType", MediaType);
        json.WriteString("outcome", Outcomes.Code(outcome));
        json.WriteNumber("exitCode", (int)Finding.ExitCodeOf(outcome));
        json.WriteStartArray("runs");
        foreach (RunReport report in reports)
        {
            json.WriteStartObject();
            json.WriteString("directory", report.Name);
            json.WriteString("outcome", Outcomes.Code(report.Outcome));
            WriteHead(json, report.Run);
            FindingRenderer.Write(json, "findings", report.Findings);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Origin, size, root and simulation of a run; nothing where it is not sound.</summary>
    public static void WriteHead(Utf8JsonWriter json, PublishedRun? run)
    {
        if (run is not null)
        {
            json.WriteString("origin", run.Head.Origin.ToString());
            json.WriteNumber("size", run.Head.Size);
            json.WriteString("root", run.Head.Root.ToString());
            json.WriteBoolean("simulated", run.Start.Simulated);
        }
    }

    private static string About(RunReport report)
    {
        string simulated = report.Run?.Start.Simulated == true ? " · SIMULATED" : "";
        return $"run {ShortHex.Of(report.Name)}{(report.Run is { } run ? $" · {LeafCount.Of(run.Head.Size)}" : "")}{simulated}";
    }

    private static string Verdict(Outcome outcome) => outcome switch
    {
        Outcome.Pass => "sound",
        Outcome.Warn => "nothing to check",
        _ => "not sound",
    };

    private static string Hint(ImmutableArray<RunReport> reports) => Finding.Worst([.. reports.SelectMany(each => each.Findings)]) == Outcome.Fail
        ? "hint: keep the directory as it is; `attest log audit` says whether other runs still hold together"
        : "hint: sound files prove no machine: `attest verify` judges the Evidence of a head";
}
