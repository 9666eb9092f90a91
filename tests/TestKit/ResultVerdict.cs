// SPDX-License-Identifier: Apache-2.0

namespace Attestation.TestKit;

/// <summary>What a result must be, said in one line.</summary>
public static class ResultVerdict
{
    /// <summary>The one check of a rule.</summary>
    public static Check Of(this AttestationResult result, Rule rule) =>
        Assert.Single(result.Checks, check => ReferenceEquals(check.Rule, rule));

    /// <summary>The result fails by the rule, whose kind is the result's, and the check says these words.</summary>
    public static void Refuses(AttestationResult result, Rule rule, params ReadOnlySpan<string> words)
    {
        Check check = result.Of(rule);
        Assert.Equal(Outcome.Fail, check.Outcome);
        Assert.Equal(Outcome.Fail, result.Outcome);
        Assert.Equal(rule.Kind, result.FailedKind);
        Assert.False(result.TryGetClaims(out _));
        Says(check, words);
    }

    /// <summary>The rule warns, and so does the result.</summary>
    public static Check Warns(AttestationResult result, Rule rule, params ReadOnlySpan<string> words)
    {
        Check check = result.Of(rule);
        Assert.Equal(Outcome.Warn, check.Outcome);
        Assert.True(result.Outcome == Outcome.Warn, Describe(result));
        Assert.Null(result.FailedKind);
        Assert.True(result.TryGetClaims(out _));
        Says(check, words);
        return check;
    }

    /// <summary>The rule was not evaluated, and the check says why.</summary>
    public static void Leaves(AttestationResult result, Rule rule, params ReadOnlySpan<string> words)
    {
        Check check = result.Of(rule);
        Assert.Equal(Outcome.NotEvaluated, check.Outcome);
        Says(check, words);
    }

    public static void Passes(AttestationResult result) => Assert.True(result.Outcome == Outcome.Pass, Describe(result));

    /// <summary>The rule that fails before all that rests on it: LOG-05 rests on the TEE's rule about REPORT_DATA, and that one on the Evidence.</summary>
    /// <param name="checks">Rules and outcomes in the result's order.</param>
    /// <param name="reportDataRule">The TEE's rule that compares REPORT_DATA.</param>
    /// <returns>Null where none fails.</returns>
    public static string? FirstFailed(IReadOnlyCollection<(string Rule, Outcome Outcome)> checks, string reportDataRule)
    {
        bool isReportDataReached = checks.Any(check => check.Rule == reportDataRule && check.Outcome != Outcome.NotEvaluated);
        return checks.Where(check => check.Outcome == Outcome.Fail).Select(check => check.Rule).FirstOrDefault(rule => isReportDataReached || rule != "LOG-05");
    }

    /// <summary>All that a result's checks say, as text that can be compared.</summary>
    public static string TextOf(AttestationResult result) => string.Join(
        '\n', result.Checks.Select(check => $"{check.Rule.Id} {check.Outcome} {Text(check)} until {check.ToleratedUntil:O}"));

    /// <summary>What failed or warns.</summary>
    public static string Describe(AttestationResult result) => string.Join(
        "; ", result.Checks.Where(check => check.Outcome is Outcome.Fail or Outcome.Warn).Select(check => $"{check.Rule.Id} {Text(check)}"));

    private static void Says(Check check, ReadOnlySpan<string> words)
    {
        Assert.False(string.IsNullOrEmpty(check.Because));
        foreach (string each in words)
        {
            Assert.Contains(each, Text(check), StringComparison.Ordinal);
        }
    }

    private static string Text(Check check) => $"got {check.Got} want {string.Join(", ", check.Want)} because {check.Because}";
}
