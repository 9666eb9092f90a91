// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation;

/// <summary>The outcome of one rule on one appraisal.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Outcome">What came of it.</param>
public sealed record Check(Rule Rule, Outcome Outcome)
{
    /// <summary>What was found, whole (hex is shortened by renderers only); null where there is nothing to show.</summary>
    public string? Got { get; init; }

    /// <summary>What would have passed; empty where the title says it.</summary>
    public ImmutableArray<string> Want { get; init; } = [];

    /// <summary>Why the outcome is what it is; for a rule that was not evaluated, what it would have needed.</summary>
    public string? Because { get; init; }

    /// <summary>Until when the policy tolerates a <see cref="Outcome.Warn"/>; null where no end is set.</summary>
    public DateTimeOffset? ToleratedUntil { get; init; }

    /// <summary>Pass or fail by a condition.</summary>
    public static Check Require(Rule rule, bool holds, string? got = null, string? want = null, string? because = null) =>
        new(rule, holds ? Outcome.Pass : Outcome.Fail)
        {
            Got = got,
            Want = want is null ? [] : [want],
            Because = holds ? null : because,
        };

    /// <summary>The rule holds.</summary>
    public static Check Pass(Rule rule, string? got = null) => new(rule, Outcome.Pass) { Got = got };

    /// <summary>The rule does not hold.</summary>
    public static Check Fail(Rule rule, string because, string? got = null, string? want = null) =>
        new(rule, Outcome.Fail) { Because = because, Got = got, Want = want is null ? [] : [want] };

    /// <summary>The rule does not hold and is tolerated.</summary>
    public static Check Warn(Rule rule, string because, string? got = null) => new(rule, Outcome.Warn) { Because = because, Got = got };

    /// <summary>The rule was not asked for, is waived, or could not be reached.</summary>
    public static Check NotEvaluated(Rule rule, string because) => new(rule, Outcome.NotEvaluated) { Because = because };

    /// <summary>Pass or fail by a condition; a policy that waives the rule turns its failure into "not evaluated".</summary>
    public static Check Waivable(Rule rule, bool holds, bool waived, string because, string? got = null) =>
        holds ? Pass(rule, got)
        : waived ? NotEvaluated(rule, $"waived by policy: {because}")
        : Fail(rule, because);

    /// <summary>The received bytes broke a rule: the parser's own where it named one, else <paramref name="wellFormed"/>.</summary>
    public static Check Broken(Rule wellFormed, Wire.Malformed malformed) =>
        new(malformed.Rule ?? wellFormed, Outcome.Fail) { Because = malformed.ToString() };
}
