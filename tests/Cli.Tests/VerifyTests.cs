// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.Fakes;

namespace Attestation.Cli.Tests;

public sealed class VerifyTests
{
    [Fact]
    public void Without_a_policy_the_hint_names_policy_init()
    {
        using CliRun run = new();

        Assert.Equal(1, run.Run("verify", run.Write("quote.bin", FakeTee.Quote())));
        Assert.Equal(
            """
            attest: error: --policy is missing: nothing says what to accept
            attest: hint: `attest policy init FILE --endorsements DIR --out policy.json` writes a strict one from evidence that verifies

            """,
            run.Error);
        Assert.Empty(run.Output);
    }

    [Fact]
    public void Every_problem_of_a_policy_is_reported_at_once_with_its_line()
    {
        using CliRun run = new();
        string policy = run.Write("p.json", """
            {
              "mediaType": "application/vnd.attestation.policy+json;version=1",
              "clockSkew": 5,
              "fake": {
                "measurement": [] },
              "surprise": true
            }
            """);

        Assert.Equal(1, run.Run("verify", "x", "--policy", policy));
        Assert.Equal(
            $"""
            attest: error: {policy}: line 3: clockSkew: is 5, want a duration such as PT5M or P30D
            attest: error: {policy}: line 5: fake.measurement: is not a known key
            attest: error: {policy}: line 6: surprise: is not a known key
            attest: hint: docs/formats.md lists every key; `attest policy init` writes a policy that can be read

            """,
            run.Error);
    }

    [Fact]
    public void Check_only_reads_the_policy_alone()
    {
        using CliRun run = new();

        Assert.Equal(0, run.Run("verify", "--policy", run.Policy(), "--check-only"));
        Assert.Contains("unsafe: reportDataUnsafe, fake.anyMeasurementUnsafe", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_only_with_a_file_is_refused()
    {
        using CliRun run = new();

        Assert.Equal(1, run.Run("verify", "quote.bin", "--policy", run.Policy(), "--check-only"));
    }

    [Fact]
    public void Evidence_comes_from_stdin_as_a_dash()
    {
        using CliRun run = new() { Stdin = FakeTee.Quote() };

        Assert.Equal(0, run.Run("verify", "-", "--policy", run.Policy(), "--endorsements", run.Endorsements()));
    }

    [Fact]
    public void The_policy_comes_from_stdin_as_a_dash()
    {
        using CliRun run = new();
        run.Stdin = File.ReadAllBytes(run.Policy());

        Assert.Equal(0, run.Run("verify", run.Write("quote.bin", FakeTee.Quote()), "--policy", "-", "--endorsements", run.Endorsements()));
    }

    [Fact]
    public void Stdin_cannot_be_two_inputs()
    {
        using CliRun run = new();
        run.Stdin = File.ReadAllBytes(run.Policy());

        Assert.Equal(1, run.Run("verify", "-", "--policy", "-"));
        Assert.Contains("- (stdin) is named for two inputs", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void What_is_no_path_is_said_to_be_none(string path)
    {
        using CliRun run = new();

        Assert.Equal(1, run.Run("verify", path, "--policy", run.Policy()));
        Assert.Contains("is not a path", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.Run("verify", run.Write("quote.bin", FakeTee.Quote()), "--policy", run.Policy(), "--endorsements", path));
        Assert.Contains("is not a path", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_misspelt_flag_is_refused_and_not_taken_for_a_file()
    {
        using CliRun run = new();

        Assert.Equal(1, run.Run("verify", "--strct", "--policy", run.Policy()));
        Assert.Contains("--strct is not a flag", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_data_must_come_from_somewhere()
    {
        using CliRun run = new();
        string quote = run.Write("quote.bin", FakeTee.Quote());

        Assert.Equal(1, run.Run("verify", quote, "--policy", run.Policy(""" "fake":{} """)));
        Assert.Contains("nothing says what REPORT_DATA must be", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_data_must_not_come_from_two_places()
    {
        using CliRun run = new();
        string quote = run.Write("quote.bin", FakeTee.Quote());

        Assert.Equal(1, run.Run("verify", quote, "--policy", run.Policy(), "--report-data", FakeTee.ReportData));
        Assert.Contains("want one of the two", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_data_of_another_length_is_refused()
    {
        using CliRun run = new();
        string quote = run.Write("quote.bin", FakeTee.Quote());

        Assert.Equal(1, run.Run("verify", quote, "--policy", run.Policy(""" "fake":{} """), "--report-data", "11"));
        Assert.Contains("is 2 characters, want 128 hex digits", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('1', 0)]
    [InlineData('2', 2)]
    public void Report_data_from_the_flag_is_compared(char digit, int code)
    {
        using CliRun run = new();
        string quote = run.Write("quote.bin", FakeTee.Quote());
        string policy = run.Policy(""" "fake":{"anyMeasurementUnsafe":true} """);

        Assert.Equal(code, run.Run("verify", quote, "--policy", policy, "--endorsements", run.Endorsements(), "--report-data", new string(digit, 128)));
    }

    [Fact]
    public void An_event_log_of_a_raw_quote_becomes_its_log_part()
    {
        using CliRun run = new();

        Assert.Equal(0, run.Verify("", "--event-log", run.Write("log.bin", "12345"), "-v"));
        Assert.Contains("FAK-EVL-01  pass", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_log_of_a_document_is_found_by_digest()
    {
        using CliRun run = new();
        byte[] log = "12345"u8.ToArray();
        string document = run.Write("e.json", FakeTee.Document(
            $$"""{"name":"quote","data":"{{Convert.ToBase64String(FakeTee.Quote())}}"}""",
            $$"""{"name":"log","sha256":"{{Convert.ToHexStringLower(SHA256.HashData(log))}}"}"""));
        string[] args = ["verify", document, "--policy", run.Policy(), "--endorsements", run.Endorsements(), "-v"];

        Assert.Equal(0, run.Run([.. args, "--event-log", run.Write("log.bin", log)]));
        Assert.Contains("FAK-EVL-01  pass", run.Output, StringComparison.Ordinal);
        Assert.Equal(1, run.Run([.. args, "--event-log", run.Write("other.bin", "6")]));
        Assert.Contains("the document names no event log of this digest", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void One_endorsement_of_any_layout_is_put_under_its_name()
    {
        using CliRun run = new();
        string quote = run.Write("quote.bin", FakeTee.Quote());

        Assert.Equal(0, run.Run("verify", quote, "--policy", run.Policy(), "--endorsement", $"fake/doc={run.Write("any", "{}")}"));
        Assert.Equal(1, run.Run("verify", quote, "--policy", run.Policy(), "--endorsement", $"fake/other={run.Write("any", "{}")}"));
        Assert.Contains("fake/other: is not the name of an endorsement", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-20 08:41")]
    [InlineData("2026-11-20T08:41:00+01:00")]
    [InlineData("now")]
    public void A_time_in_another_form_is_refused(string at)
    {
        using CliRun run = new();

        Assert.Equal(1, run.Verify("", "--at", at));
        Assert.Contains("is not a time", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_instant_is_the_flags_else_the_clocks()
    {
        using CliRun run = new();

        run.Verify("", "--output", "json");
        Assert.Equal("2026-11-20T08:41:00Z", run.Json.GetProperty("evaluatedAt").GetString());
        run.Verify("", "--output", "json", "--at", "2025-01-02T03:04:05Z");
        Assert.Equal("2025-01-02T03:04:05Z", run.Json.GetProperty("evaluatedAt").GetString());
    }

    [Fact]
    public void Quiet_prints_nothing()
    {
        using CliRun run = new();

        Assert.Equal(3, run.Verify("old", "--output", "quiet"));
        Assert.Empty(run.Output + run.Error);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        using CliRun run = new();

        Assert.Equal(1, run.Run("verify", "/nowhere/quote.bin", "--policy", run.Policy()));
        Assert.Equal("attest: error: /nowhere/quote.bin: no such file\n", run.Error);
    }

    [Fact]
    public void An_unknown_tee_is_refused_with_the_known_ones()
    {
        using CliRun run = new();

        Assert.Equal(1, run.Verify("", "--tee", "sgx"));
        Assert.Contains("want one of fake", run.Error, StringComparison.Ordinal);
    }
}
