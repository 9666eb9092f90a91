// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Attestation.Benchmarks.Report;

namespace Attestation.Benchmarks.Tests;

/// <summary>What is kept is what its result files say: nobody writes a figure by hand. <c>benchmarks/run report</c> writes it anew.</summary>
public sealed class StoredReportTests
{
    private static readonly JsonObject Stored = JsonNode.Parse(StoredReport.Text("report.json"))!.AsObject();

    private static readonly JsonObject Anew = new ReportFolder(StoredReport.Folder).Report(Stored["command"]!.ToString(), Failures());

    [Fact]
    public void The_kept_json_is_that_of_the_result_files() => Assert.Equal(ReportFolder.Text(Anew), StoredReport.Text("report.json"));

    [Fact]
    public void The_kept_page_is_that_of_the_result_files() => Assert.Equal(ReportMarkdown.Of(Anew), StoredReport.Text("report.md"));

    [Fact]
    public void The_kept_pictures_are_those_of_the_result_files()
    {
        Assert.Equal(
            ReportPlots.Of(Anew).Select(plot => plot.File).Order(StringComparer.Ordinal),
            Directory.GetFiles(StoredReport.Folder, "*.svg").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        Assert.All(ReportPlots.Of(Anew), plot => Assert.Equal(plot.Svg, StoredReport.Text(plot.File)));
    }

    [Fact]
    public void What_is_kept_was_not_measured_in_a_hurry() => Assert.False(Stored["quick"]!.GetValue<bool>());

    private static Dictionary<string, string> Failures() => Stored["parts"]!.AsArray()
        .Where(part => part!["failure"] is not null)
        .DistinctBy(part => part!["file"]!.ToString())
        .ToDictionary(part => part!["file"]!.ToString(), part => part!["failure"]!.ToString());
}
