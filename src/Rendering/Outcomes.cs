// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Rendering;

/// <summary>Outcomes in words.</summary>
public static class Outcomes
{
    /// <summary>The word in JSON (CONTRACTS, section 9.2).</summary>
    public static string Code(Outcome outcome) => outcome switch
    {
        Outcome.Pass => "pass",
        Outcome.Warn => "warn",
        Outcome.Fail => "fail",
        _ => "not_evaluated",
    };

    /// <summary>The word for people.</summary>
    public static string Word(Outcome outcome) => outcome == Outcome.NotEvaluated ? "not evaluated" : Code(outcome);

    /// <summary>The verdict for people.</summary>
    public static string Verdict(Outcome outcome, ExitCode exitCode) => (outcome, exitCode) switch
    {
        (Outcome.Pass, _) => "trusted",
        (Outcome.Warn, ExitCode.Trusted) => "trusted, with warnings",
        (Outcome.Warn, _) => "not trusted: a warning, and --strict",
        (Outcome.Fail, _) => "not trusted",
        _ => "not trusted: nothing was evaluated",
    };
}
