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
        ("date", "date"), ("commit", "commit"), ("processor", "processor"), ("cores", "cores"), ("kernel", "kernel"), ("runtime", "runtime"),
        ("device", "device"), ("rawP256VerifyMicroseconds", "raw P-256 verify µs"), ("length", "length"),
    ];

    /// <summary>The page.</summary>
    /// <param name="report">A <see cref="ReportDocument"/>.</param>
    public static string Of(JsonObject report)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"# Benchmarks: {report["label"]}\n\nMade by `{report["command"]}` out of the result files beside it. {Label(report["label"]!.ToString())}\n");
        text.Append("Each line has a name that stays: its § is a link to it. The same in JSON: [report.json](report.json).\n");
        foreach (JsonNode? failed in report["failed"]!.AsArray())
        {
            text.Append(CultureInfo.InvariantCulture, $"\n**{failed} failed.**\n");
        }

        text.Append("\n## What was measured on what\n\n");
        text.Append(MachineTable(report));
        foreach (JsonNode? part in report["parts"]!.AsArray())
        {
            text.Append(Section(report, part!.AsObject()));
        }

        return text.ToString();
    }

    private static string Label(string label) => label == ReportDocument.Hardware
        ? "The quotes of the part quote-latency are a TEE's own; every other part is as its device says."
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
        (_, 0) => "Not measured.\n",
        _ => PartTable.Of(part),
    };
}
