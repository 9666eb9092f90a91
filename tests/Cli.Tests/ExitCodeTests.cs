// SPDX-License-Identifier: Apache-2.0

using Attestation.Fakes;

namespace Attestation.Cli.Tests;

public sealed class ExitCodeTests
{
    [Theory]
    [InlineData(new string[0], "Pass", false, 0)]
    [InlineData(new[] { "Policy" }, "Fail", false, 3)]
    [InlineData(new[] { "Freshness" }, "Fail", false, 4)]
    [InlineData(new[] { "Freshness", "Policy" }, "Fail", true, 3)]
    [InlineData(new[] { "Freshness", "Policy", "Authenticity" }, "Fail", false, 2)]
    [InlineData(new[] { "Policy" }, "Warn", false, 0)]
    [InlineData(new[] { "Policy" }, "Warn", true, 3)]
    [InlineData(new[] { "Authenticity" }, "NotEvaluated", true, 0)]
    public void A_pass_beside_these_kinds_with_this_outcome_ends_with_this_code(string[] kinds, string outcome, bool strict, int code)
    {
        Check pass = Check.Pass(FakeRules.Format);
        Check[] others = [.. kinds.Select(kind => new Check(Rule(kind), Enum.Parse<Outcome>(outcome)))];

        Assert.Equal(code, (int)ExitCodes.Of(new([pass, .. others], static () => [], CliRun.Now), strict));
    }

    [Fact]
    public void Nothing_evaluated_is_four() =>
        Assert.Equal(ExitCode.NotFresh, ExitCodes.Of(new([Check.NotEvaluated(FakeRules.Format, "not reached")], static () => [], CliRun.Now), strict: false));

    [Fact]
    public void A_warning_without_any_pass_is_four() =>
        Assert.Equal(ExitCode.NotFresh, ExitCodes.Of(new([Check.Warn(FakeRules.Tcb, "old")], static () => [], CliRun.Now), strict: false));

    [Fact]
    public void No_checks_at_all_is_four() => Assert.Equal(ExitCode.NotFresh, ExitCodes.Of(new([], static () => [], CliRun.Now), strict: false));

    [Theory]
    [InlineData("", 0)]
    [InlineData("unsigned", 2)]
    [InlineData("old", 3)]
    [InlineData("tolerated", 0)]
    public void Verify_ends_with_the_code_of_its_result(string words, int code)
    {
        using CliRun run = new();

        Assert.Equal(code, run.Verify(words));
        Assert.Empty(run.Error);
    }

    [Fact]
    public void Verify_without_endorsements_is_four()
    {
        using CliRun run = new();

        Assert.Equal(4, run.Run("verify", run.Write("quote.bin", FakeTee.Quote()), "--policy", run.Policy()));
    }

    [Fact]
    public void A_tolerated_warning_under_strict_is_three()
    {
        using CliRun run = new();

        Assert.Equal(3, run.Verify("tolerated", "--strict"));
        Assert.StartsWith("! not trusted: a warning, and --strict   Fake TEE", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_bytes_are_two()
    {
        using CliRun run = new();

        Assert.Equal(2, run.Run("verify", run.Write("x", "nothing known"), "--policy", run.Policy()));
    }

    [Fact]
    public void A_bundle_without_a_statement_is_four()
    {
        using CliRun run = new();
        string bundle = run.Write("bundle.json", """{"mediaType":"application/vnd.attestation.bundle+json;version=1","logs":[],"statements":[]}""");

        Assert.Equal(4, run.Run("verify", bundle, "--policy", run.Policy(""" "fake":{"anyMeasurementUnsafe":true} """)));
    }

    private static Rule Rule(string kind) => new("XXX-YY-01", Enum.Parse<RuleKind>(kind), "title", "citation");
}
