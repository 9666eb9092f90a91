// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Attestation.Benchmarks.Report;

namespace Attestation.Benchmarks.Tests;

public sealed class ReportFolderTests
{
    private const string Replay = """ "rows":[{"log":"a real log","bytes":65536,"events":44,"parseP50Microseconds":12.34,"replayP50Microseconds":56.7}] """;

    [Fact]
    public void A_figure_of_a_result_file_stands_in_the_tables_line_and_in_the_json()
    {
        using WrittenReport report = new WrittenReport().With("replay", Replay);

        report.Write();

        JsonNode line = Assert.Single(report.Part("replay")["lines"]!.AsArray())!;
        Assert.Equal(12.34, line["figures"]!["parseP50Microseconds"]!.GetValue<double>());
        Assert.Contains("| <a id=\"replay-a-real-log\"></a>[§](#replay-a-real-log) | a real log | 65536 | 44 | 12.34 | 56.7 |\n", report.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_without_a_result_file_is_said_to_be_missing_at_the_top_and_at_its_place()
    {
        using WrittenReport report = new WrittenReport().With("replay", Replay);

        IReadOnlyList<string> missing = report.Write();

        Assert.Equal(PartShapes.All.Select(shape => shape.Name).Except(["replay"]), missing);
        Assert.Contains("**Missing, no result file**: [tdx-verify](#tdx-verify), ", report.Markdown, StringComparison.Ordinal);
        Assert.Contains("\n**Missing**: snp-verify.json is not there.\n", report.Markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("replay.json is not there", report.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_result_file_of_a_part_that_failed_is_not_believed()
    {
        using WrittenReport report = new WrittenReport().With("replay", Replay);

        report.Write(("replay", "exit code 1: it broke"));

        Assert.Empty(report.Part("replay")["lines"]!.AsArray());
        Assert.Contains("**Failed**: [replay](#replay).", report.Markdown, StringComparison.Ordinal);
        Assert.Contains("**Failed**: exit code 1: it broke\n", report.Markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("12.34", report.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_says_its_label_device_date_build_processor_and_kernel()
    {
        using WrittenReport report = new WrittenReport().With("replay", Replay);

        report.Write();

        Assert.Contains("| [replay](#replay) | simulator | a device | 2026-11-28 | abc1234 | full | a <CPU> & more | – | 6.1 | – | – |\n", report.Markdown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("simulator", "full", "# Benchmarks: simulator\n")]
    [InlineData("hardware", "full", "# Benchmarks: hardware\n")]
    [InlineData("simulator", "quick", "# Benchmarks: simulator, quick\n")]
    public void The_title_says_what_was_measured_and_whether_it_means_anything(string kind, string length, string title)
    {
        using WrittenReport report = new WrittenReport().With("replay", Replay, kind, length);

        report.Write();

        Assert.StartsWith(title, report.Markdown, StringComparison.Ordinal);
        Assert.Equal(length == "quick", report.Markdown.Contains("**Quick: ", StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_result_file_does_not_say_is_a_dash()
    {
        using WrittenReport report = new WrittenReport().WithFile("replay.json", """{"rows":[{"events":44}]}""");

        report.Write();

        Assert.Contains("</a>[§](#replay) | – | – | 44 | – | – |\n", report.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Refusals_by_reason_are_told_as_their_sum()
    {
        using WrittenReport report = new WrittenReport().With("agent-load", """ "rows":[{"device":"d","commit":"batched","callers":10,"perSecond":5,"p99Milliseconds":2,"refused":{"quota":3,"busy":4}}] """);

        report.Write();

        Assert.Equal(7, report.Part("agent-load")["lines"]![0]!["figures"]!["refused"]!.GetValue<long>());
    }

    [Fact]
    public void One_result_file_can_be_two_parts()
    {
        using WrittenReport report = new WrittenReport().With("agent-load", """ "memory":{"idleKilobytes":44708,"aimKilobytes":61440},"rows":[] """);

        report.Write();

        Assert.Contains("</a>[§](#agent-idle) | 44708 | 61440 |\n", report.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_lines_are_unique() => Assert.All(
        new ReportFolder(StoredReport.Folder).Report("", new Dictionary<string, string>())["parts"]!.AsArray().SelectMany(part => part!["lines"]!.AsArray()).GroupBy(line => line!["anchor"]!.ToString()),
        lines => Assert.Single(lines));
}
