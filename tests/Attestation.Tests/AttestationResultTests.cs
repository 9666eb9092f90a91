// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Appraisal;

namespace Attestation.Tests;

public sealed class AttestationResultTests
{
    private static readonly Rule Authenticity = new("TST-01", RuleKind.Authenticity, "it is genuine", "none");
    private static readonly Rule Policy = new("TST-02", RuleKind.Policy, "it is wanted", "none");
    private static readonly Rule Freshness = new("TST-03", RuleKind.Freshness, "it is new", "none");

    [Fact]
    public void The_zero_outcome_is_not_evaluated() => Assert.Equal(Outcome.NotEvaluated, default(Outcome));

    [Fact]
    public void No_checks_are_not_a_pass()
    {
        AttestationResult result = Of();

        Assert.Equal(Outcome.NotEvaluated, result.Outcome);
        Assert.Null(result.FailedKind);
        Assert.False(result.TryGetClaims(out _));
    }

    [Fact]
    public void Checks_that_were_not_evaluated_are_not_a_pass() =>
        Assert.Equal(Outcome.NotEvaluated, Of(Check.NotEvaluated(Policy, "not asked"), Check.NotEvaluated(Freshness, "not asked")).Outcome);

    [Fact]
    public void Warnings_alone_are_not_a_pass()
    {
        AttestationResult result = Of(Check.Warn(Policy, "tolerated"));

        Assert.Equal(Outcome.NotEvaluated, result.Outcome);
        Assert.False(result.TryGetClaims(out _));
    }

    [Fact]
    public void The_worst_check_is_the_outcome()
    {
        Check[] all =
        [
            Check.NotEvaluated(Policy, "not asked"), Check.Pass(Authenticity), Check.Warn(Freshness, "tolerated"), Check.Fail(Policy, "unwanted"),
        ];

        Assert.Equal(
            [Outcome.NotEvaluated, Outcome.Pass, Outcome.Warn, Outcome.Fail],
            Enumerable.Range(1, 4).Select(count => Of(all[..count]).Outcome));
    }

    [Fact]
    public void Claims_are_read_from_a_pass_or_a_warning_and_from_nothing_else()
    {
        Assert.True(Of(Check.Pass(Authenticity)).TryGetClaims(out Claims? claims));
        Assert.True(claims.TryGet("debug", out ClaimValue? debug) && debug == false);
        Assert.True(Of(Check.Pass(Authenticity), Check.Warn(Policy, "tolerated")).TryGetClaims(out _));
        Assert.False(Of(Check.Pass(Authenticity), Check.Fail(Policy, "unwanted")).TryGetClaims(out Claims? none));
        Assert.Null(none);
    }

    [Fact]
    public void Claims_of_a_failure_are_not_even_computed()
    {
        AttestationResult result = new([Check.Fail(Policy, "unwanted")], () => throw new InvalidOperationException("computed"), DateTimeOffset.UnixEpoch);

        Assert.False(result.TryGetClaims(out _));
    }

    [Theory]
    [InlineData(new[] { RuleKind.Freshness, RuleKind.Policy, RuleKind.Authenticity }, RuleKind.Authenticity)]
    [InlineData(new[] { RuleKind.Freshness, RuleKind.Policy }, RuleKind.Policy)]
    [InlineData(new[] { RuleKind.Freshness }, RuleKind.Freshness)]
    public void The_lowest_failed_kind_wins(RuleKind[] failed, RuleKind expected) =>
        Assert.Equal(expected, Of([Check.Pass(Authenticity), .. failed.Select(kind => Check.Fail(Rule(kind), "failed"))]).FailedKind);

    [Fact]
    public void A_kind_that_only_warned_has_not_failed() =>
        Assert.Equal(RuleKind.Freshness, Of(Check.Pass(Authenticity), Check.Warn(Policy, "tolerated"), Check.Fail(Freshness, "old")).FailedKind);

    [Fact]
    public void A_finished_run_accounts_for_every_rule_and_names_what_stopped_it()
    {
        AppraisalRun run = new();
        run.Add(Check.Fail(Authenticity, "forged"));
        run.Take(new Step<string>([Check.Fail(Freshness, "absent")], null), out _);

        ImmutableArray<Check> checks = run.Finish([Authenticity, Policy, Freshness]);

        Assert.Equal([Authenticity, Freshness, Policy], checks.Select(check => check.Rule));
        Assert.Equal((Outcome.NotEvaluated, $"needs {Freshness.Id}"), (checks[2].Outcome, checks[2].Because));
    }

    [Fact]
    public void A_run_that_nothing_stopped_says_not_reached()
    {
        AppraisalRun run = new();
        run.Add([Check.Fail(Authenticity, "forged"), Check.Fail(Freshness, "old")]);

        Assert.Equal("not reached", run.Finish([Authenticity, Policy, Freshness])[2].Because);
        Assert.All(new AppraisalRun().Finish([Authenticity, Policy]), check => Assert.Equal(Outcome.NotEvaluated, check.Outcome));
    }

    [Fact]
    public void A_step_without_a_witness_is_not_taken_and_its_checks_are()
    {
        AppraisalRun run = new();

        Assert.False(run.Take(new Step<string>([Check.Fail(Policy, "unwanted")], null), out string? none));
        Assert.True(run.Take(new Step<string>([Check.Pass(Authenticity)], "witness"), out string? witness));
        Assert.Equal((null, "witness"), (none, witness));
        Assert.Equal([Policy, Authenticity], run.Finish([]).Select(check => check.Rule));
    }

    private static Rule Rule(RuleKind kind) => kind switch { RuleKind.Authenticity => Authenticity, RuleKind.Policy => Policy, _ => Freshness };

    private static AttestationResult Of(params Check[] checks) => new([.. checks], static () => new() { { "debug", false } }, DateTimeOffset.UnixEpoch);
}
