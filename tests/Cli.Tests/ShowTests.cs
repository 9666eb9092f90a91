// SPDX-License-Identifier: Apache-2.0

using Attestation.Fakes;

namespace Attestation.Cli.Tests;

public sealed class ShowTests
{
    [Fact]
    public void The_first_line_says_that_nothing_was_verified()
    {
        using CliRun run = new();

        Assert.Equal(0, run.Run("show", run.Write("q", FakeTee.Quote("\e[2J"))));

        string[] lines = run.Output.Split('\n');
        Assert.StartsWith("not verified:", lines[0], StringComparison.Ordinal);
        Assert.Contains($"{FakeTee.ReportData}"[..8], run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', run.Output);
    }

    [Theory]
    [InlineData("reportData")]
    [InlineData("report_data")]
    [InlineData("REPORT-DATA")]
    public void A_field_is_found_whatever_its_spelling_and_printed_whole(string field)
    {
        using CliRun run = new();

        Assert.Equal(0, run.Run("show", run.Write("q", FakeTee.Quote()), "--field", field));

        Assert.Equal(FakeTee.ReportData + "\n", run.Output);
        Assert.Contains("not verified", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_field_names_the_known_ones()
    {
        using CliRun run = new();

        Assert.Equal(1, run.Run("show", run.Write("q", FakeTee.Quote()), "--field", "mrTd"));
        Assert.Contains("one of magic, reportData, freeText", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_says_verified_false()
    {
        using CliRun run = new();
        string document = run.Write("e.json", FakeTee.Document(
            $$"""{"name":"quote","data":"{{Convert.ToBase64String(FakeTee.Quote())}}"}""",
            $$"""{"name":"log","sha256":"{{new string('0', 64)}}"}"""));

        Assert.Equal(0, run.Run("show", document, "--output", "json"));

        Assert.Equal("application/vnd.attestation.show+json;version=1", run.Json.GetProperty("mediaType").GetString());
        Assert.False(run.Json.GetProperty("verified").GetBoolean());
        var parts = run.Json.GetProperty("evidences")[0].GetProperty("parts");
        Assert.Equal("reportData", parts[0].GetProperty("fields")[1].GetProperty("name").GetString());
        Assert.Equal(4, parts[0].GetProperty("fields")[1].GetProperty("offset").GetInt32());
        Assert.Equal("log", parts[1].GetProperty("name").GetString());
    }

    [Fact]
    public void An_unknown_tee_is_a_bad_invocation()
    {
        using CliRun run = new();

        Assert.Equal(1, run.Run("show", run.Write("q", FakeTee.Quote()), "--tee", "sgx"));
        Assert.Contains("--tee: \"sgx\" is not known, want one of ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Malformed_evidence_is_two()
    {
        using CliRun run = new();

        Assert.Equal(2, run.Run("show", run.Write("q", "FAKE")));
        Assert.Contains("fake quote: length: is 4 bytes, need 68", run.Error, StringComparison.Ordinal);
    }
}
