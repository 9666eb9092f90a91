// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Cli.Rendering;
using Attestation.Fakes;

namespace Attestation.Cli.Tests;

public sealed class TreeTests
{
    [Fact]
    public void A_pass_is_folded_by_area_and_says_what_was_not_checked()
    {
        using CliRun run = new();

        run.Verify("");

        Assert.Equal(
            """
            ✓ trusted   Fake TEE · as of 2026-11-20 08:41 UTC

              ✓ evidence        68 bytes                                                         EVD-01 EVD-03 FAK-FMT-01..02
              ✓ quote           signed by the key                                                FAK-SIG-01
              ✓ revocation      the document is at hand                                          FAK-CRL-01
              ✓ TCB             UpToDate                                                         FAK-TCB-01
              – evidence        not evaluated: the policy names no set                           EVD-02
              – report data     not evaluated: waived by reportDataUnsafe                        FAK-RPD-01
              – measurement     not evaluated: waived by anyMeasurementUnsafe                    FAK-REF-01
              – event log       not evaluated: not reached                                       FAK-EVL-01

              endorsements      doc next update 2026-12-17; age unknown; source: FOLDER/endorsements
              ! unsafe          reportDataUnsafe, fake.anyMeasurementUnsafe

            """,
            run.Output.Replace(run.Folder, "FOLDER", StringComparison.Ordinal));
    }

    [Fact]
    public void A_failure_stands_alone_with_its_reason_and_what_to_do_next()
    {
        using CliRun run = new();
        string quote = run.Write("quote.bin", FakeTee.Quote("tolerated"));

        run.Run("verify", quote, "--policy", run.Policy(""" "reportData":"REPORT","fake":{"measurements":["bb"]} """.Replace("REPORT", FakeTee.ReportData, StringComparison.Ordinal)));

        Assert.StartsWith("✗ not trusted   Fake TEE", run.Output, StringComparison.Ordinal);
        Assert.Contains("  ✗ revocation      fake/doc is not at hand", run.Output, StringComparison.Ordinal);
        Assert.Contains("  ! TCB             OutOfDate since 2026-05-01 (FAKE-1)                              FAK-TCB-01  tolerated until 2026-12-31 by policy\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("  ✗ measurement     aaaaaaaa… is not among 1 reference values", run.Output, StringComparison.Ordinal);
        Assert.Contains("  ✓ report data     REPORT_DATA is the expected one", run.Output, StringComparison.Ordinal);
        Assert.Contains("  endorsements      none used\n", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("  hint: add it to the endorsements as fake/doc\n  hint: `attest explain FAK-REF-01` prints the rule\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_needs_a_failed_rule_is_one_line()
    {
        using CliRun run = new();

        run.Verify("unsigned");

        Assert.Contains("  ✗ quote           the signature does not verify                                    FAK-SIG-01\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("  – the rest        not evaluated: needs FAK-SIG-01                                  FAK-FMT-02 FAK-CRL-01 FAK-TCB-01 FAK-RPD-01 and 2 more\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_simulated_machine_is_called_so_in_the_verdict_line()
    {
        using CliRun run = new();

        run.Verify("simulated");

        Assert.StartsWith("✓ trusted   Fake TEE · SIMULATED · as of", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Very_verbose_prints_got_and_want_of_each_rule()
    {
        using CliRun run = new();

        run.Verify("old", "-vv");

        Assert.Contains("  ✗ FAK-TCB-01  fail          the TCB status is accepted: OutOfDate is not accepted\n      got  OutOfDate\n      want UpToDate\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("  – FAK-EVL-01  not evaluated the event log replays: not reached\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Colour_is_on_the_mark_only_and_bold_on_the_verdict_only()
    {
        using CliRun run = new() { Terminal = true };

        run.Verify("");

        string[] lines = run.Output.Split('\n');
        Assert.Equal("\e[32m✓\e[0m \e[1mtrusted\e[0m   Fake TEE · as of 2026-11-20 08:41 UTC", lines[0]);
        Assert.StartsWith("  \e[32m✓\e[0m evidence", lines[2], StringComparison.Ordinal);
        Assert.DoesNotContain("\e[1m", string.Join('\n', lines[1..]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NO_COLOR", "1")]
    [InlineData("TERM", "dumb")]
    public void Nobody_who_declined_gets_escape_sequences(string variable, string value)
    {
        using CliRun run = new() { Terminal = true };
        run.Variables[variable] = value;

        run.Verify("old");

        Assert.DoesNotContain('\e', run.Output);
    }

    [Theory]
    [InlineData("C")]
    [InlineData("POSIX")]
    [InlineData("de_DE.ISO-8859-1")]
    [InlineData("")]
    public void Without_utf8_everything_is_ascii(string locale)
    {
        using CliRun run = new();
        run.Variables["LANG"] = locale;

        run.Verify("tolerated");

        Assert.True(run.Output.All(char.IsAscii), run.Output);
        Assert.StartsWith("!! trusted, with warnings   Fake TEE - as of", run.Output, StringComparison.Ordinal);
        Assert.Contains("  ok quote           signed by the key", run.Output, StringComparison.Ordinal);
        Assert.Contains("  -- report data     not evaluated", run.Output, StringComparison.Ordinal);
        Assert.Contains("  endorsements       doc next update 2026-12-17", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Control_characters_in_names_never_reach_the_terminal()
    {
        using CliRun run = new() { Terminal = true };

        run.Run("verify", "evil\e]0;pwned\a\u202e\n.bin", "--policy", run.Policy());

        Assert.Equal("attest: error: evil\\u001b]0;pwned\\u0007\\u202e\\u000a.bin: no such file\n", run.Error);
    }

    [Fact]
    public void Control_characters_in_a_result_never_reach_the_terminal()
    {
        StringWriter text = new();
        AttestationResult result = new([Check.Fail(FakeRules.Signature, "issuer is \e[2Jgone\r\n✓ trusted")], static () => [], CliRun.Now)
        {
            Evidences = [new("fake", "quote", default) { Title = "a\u009b31m" }],
        };

        new TreeRenderer(new(text, new(Escapes: false, Utf8: true)), verbosity: 0).Render(result, ExitCode.NotAuthentic);

        Assert.StartsWith("✗ not trusted   a\\u009b31m · as of", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("issuer is \\u001b[2Jgone\\u000d\\u000a✓ trusted", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void However_many_rules_there_are_the_tree_has_at_most_a_dozen_lines()
    {
        ImmutableArray<Check> checks = [.. Enumerable.Range(0, 60).Select(i => new Check(new($"X-{(char)('A' + i % 26)}{i / 26}-01", RuleKind.Policy, "t", "c"), (Outcome)(i % 4)) { Because = $"because {i}" })];

        ImmutableArray<TreeRow> rows = TreeRows.Of(new(checks, static () => [], CliRun.Now));

        Assert.Equal(12, rows.Length);
        Assert.Equal(checks.Length, rows.Sum(row => row.Ids.Length));
        Assert.Equal(Outcome.Fail, rows[^1].Outcome);
    }

    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdef")]
    [InlineData("0123456789abcdef0123456789abcdef0", "01234567…")]
    [InlineData("MR_TD 0123456789abcdef0123456789abcdef0, not it", "MR_TD 01234567…, not it")]
    [InlineData("", "")]
    public void Hex_of_more_than_32_digits_is_cut(string text, string cut) => Assert.Equal(cut, ShortHex.Of(text));

    [Theory]
    [InlineData("A-X-01", "A-X-01")]
    [InlineData("A-X-01 A-X-02 A-X-03", "A-X-01..03")]
    [InlineData("A-X-01 A-X-03 LOG-06", "A-X-01 A-X-03 LOG-06")]
    [InlineData("A-X-02 A-X-01 A-Y-02 A-Y-03", "A-X-01..02 A-Y-02..03")]
    public void Neighbouring_ids_become_a_range(string ids, string ranges) => Assert.Equal(ranges, RuleIds.Ranges(ids.Split(' ')));
}
