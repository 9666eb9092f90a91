// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Cli.Logs;

/// <summary>One thing that was looked at in a log.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Title">What it was, in a word or two.</param>
/// <param name="Text">What was found, or what is wrong and where; lower case, no final period.</param>
internal sealed record Finding(Outcome Outcome, string Title, string Text)
{
    public static Finding Pass(string title, string text) => new(Outcome.Pass, title, text);

    public static Finding Warn(string title, string text) => new(Outcome.Warn, title, text);

    public static Finding Fail(string title, string text) => new(Outcome.Fail, title, text);

    public static Finding NotReached(string title) => new(Outcome.NotEvaluated, title, "not evaluated: something before it is wrong");

    /// <summary>The worst of several; nothing looked at is no pass.</summary>
    public static Outcome Worst(IReadOnlyCollection<Finding> findings) =>
        findings.Any(each => each.Outcome == Outcome.Fail) ? Outcome.Fail
        : findings.Any(each => each.Outcome == Outcome.Warn) ? Outcome.Warn
        : findings.Any(each => each.Outcome == Outcome.Pass) ? Outcome.Pass
        : Outcome.NotEvaluated;

    /// <summary>The exit code of an outcome: what is wrong with a log is its authenticity.</summary>
    public static ExitCode ExitCodeOf(Outcome outcome) => outcome switch
    {
        Outcome.Pass or Outcome.Warn => ExitCode.Trusted,
        Outcome.Fail => ExitCode.NotAuthentic,
        _ => ExitCode.NotFresh,
    };
}
