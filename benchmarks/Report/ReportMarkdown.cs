// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Attestation.Benchmarks.Report;

/// <summary><c>report.md</c>: what <c>report.json</c> says, for people, and nothing else.</summary>
internal static class ReportMarkdown
{
    private static readonly (string Property, string Words)[] Machine =
    [
        ("kind", "label"), ("device", "device"), ("date", "date"), ("commit", "build"), ("length", "length"), ("processor", "CPU"), ("cores", "cores"),
        ("kernel", "kernel"), ("runtime", "runtime"), ("rawP256VerifyMicroseconds", "raw P-256 verify µs"),
    ];

    /// <summary>The page.</summary>
    /// <param name="report">A <see cref="ReportDocument"/>.</param>
    public static string Of(JsonObject report)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"# Benchmarks: {report["label"]}{(IsQuick(report) ? ", quick" : "")}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Made by `{report["command"]}` out of the result files beside it. {Label(report["label"]!.ToString())}\n");
        text.Append("Each line has a name that stays: its § is a link to it. The same in JSON: [report.json](report.json).\n");
        text.Append(IsQuick(report) ? "\n**Quick: too few iterations to mean anything. This shows that everything runs, not how fast.**\n" : "");
        text.Append(Named(report, "failed", "Failed")).Append(Named(report, "missing", "Missing, no result file"));
        text.Append("\n## What was measured on what\n\nWhat a result file does not say is –.\n\n");
        text.Append(MachineTable(report));
        foreach (JsonNode? part in report["parts"]!.AsArray())
        {
            text.Append(Section(report, part!.AsObject()));
        }

        return text.ToString();
    }

    private static bool IsQuick(JsonObject report) => report["quick"]!.GetValue<bool>();

    private static string Named(JsonObject report, string property, string words) =>
        report[property]!.AsArray() is { Count: > 0 } names ? $"\n**{words}**: {string.Join(", ", names.Select(name => $"[{name}](#{name})"))}.\n" : "";

    private static string Label(string label) => label == ReportDocument.Hardware
        ? "A TEE's own device answered in the parts that are labelled hardware, and in no other."
        : "No TEE hardware took part: devices are SIMULATED, and their latencies are models, which say nothing of hardware.";

    private static string MachineTable(JsonObject report)
    {
        StringBuilder text = new($"| part | {string.Join(" | ", Machine.Select(each => each.Words))} |\n|---|{string.Concat(Machine.Select(_ => "---|"))}\n");
        foreach (JsonObject part in report["parts"]!.AsArray().Select(each => each!.AsObject()).Where(each => each["measuredOn"] is not null))
        {
            string[] cells = [.. Machine.Select(each => part["measuredOn"]![each.Property]?.ToString() ?? "–")];
            text.Append(CultureInfo.InvariantCulture, $"| [{part["name"]}](#{part["name"]}) | {string.Join(" | ", cells)} |\n");
        }

        return text.ToString();
    }

    private static string Section(JsonObject report, JsonObject part)
    {
        StringBuilder text = new($"\n## <a id=\"{part["name"]}\"></a>{part["title"]}\n\n{part["about"]}\n");
        foreach (ReportPlot plot in ReportPlots.Of(report).Where(plot => plot.Part == part["name"]!.ToString()))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n![{plot.Title}]({plot.File})\n");
        }

        text.Append('\n').Append(Body(part));
        return text.ToString();
    }

    private static string Body(JsonObject part) => (part["failure"]?.ToString(), part["lines"]!.AsArray().Count) switch
    {
        (string failure, _) => $"**Failed**: {failure}\n",
        (_, 0) => $"**Missing**: {part["file"]}.json is not there.\n",
        _ => PartTable.Of(part),
    };
}
