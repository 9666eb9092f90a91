// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Attestation.Policies;

namespace Attestation;

/// <summary>Attestation Result (RFC 9334): what a Verifier found. Claims are readable only where nothing failed.</summary>
public sealed class AttestationResult
{
    private readonly Lazy<Claims> claims;

    /// <summary>Judges by the checks: one failure fails it, and no pass at all is no pass.</summary>
    /// <param name="checks">Every check, rules that were not reached included.</param>
    /// <param name="claims">Says what the Evidence says; called, once, only by <see cref="TryGetClaims"/> of a result that did not fail.</param>
    /// <param name="evaluatedAt">The verification instant.</param>
    public AttestationResult(ImmutableArray<Check> checks, Func<Claims> claims, DateTimeOffset evaluatedAt)
    {
        Checks = checks;
        this.claims = new(claims);
        EvaluatedAt = evaluatedAt;
        Outcome = Judge(checks);
    }

    /// <summary>The verdict.</summary>
    public Outcome Outcome { get; }

    /// <summary>Every check.</summary>
    public ImmutableArray<Check> Checks { get; }

    /// <summary>The instant at which validity was judged.</summary>
    public DateTimeOffset EvaluatedAt { get; }

    /// <summary>The Evidence this is about.</summary>
    public ImmutableArray<EvidenceSummary> Evidences { get; init; } = [];

    /// <summary>The logs that statements were proven in; empty for bare Evidence.</summary>
    public ImmutableArray<LogSummary> Logs { get; init; } = [];

    /// <summary>The statements that are leaves of those logs; empty for bare Evidence.</summary>
    public ImmutableArray<StatementSummary> Statements { get; init; } = [];

    /// <summary>The keys that were asked for, with their bindings; to be believed only where nothing failed.</summary>
    public ImmutableArray<BindingSummary> Bindings { get; init; } = [];

    /// <summary>The Endorsements that were used.</summary>
    public ImmutableArray<EndorsementUse> Endorsements { get; init; } = [];

    /// <summary>The policy that was applied; null where none was.</summary>
    public AppraisalPolicy? Policy { get; init; }

    /// <summary>Policy keys in force that weaken trust.</summary>
    public ImmutableArray<string> Unsafe => [.. Policy?.Unsafe ?? [], .. Unasked];

    /// <summary>Keys that the policy leaves open and that this input needs: what they would pin is anybody's.</summary>
    public ImmutableArray<string> Unasked { get; init; } = [];

    /// <summary>The gravest kind among the failed rules; null where none failed.</summary>
    public RuleKind? FailedKind
    {
        get
        {
            RuleKind? gravest = null;
            foreach (Check check in Checks)
            {
                if (check.Outcome == Outcome.Fail && (gravest is null || check.Rule.Kind < gravest))
                {
                    gravest = check.Rule.Kind;
                }
            }

            return gravest;
        }
    }

    /// <summary>True where the chain ended in a simulator's root that the policy trusts, whatever the verdict.</summary>
    public bool Simulated { get; init; }

    /// <summary>The claims, where the outcome is pass or warn: an unverified measurement cannot be read by accident.</summary>
    public bool TryGetClaims([NotNullWhen(true)] out Claims? verified)
    {
        verified = Outcome is Outcome.Pass or Outcome.Warn ? claims.Value : null;
        return verified is not null;
    }

    private static Outcome Judge(ImmutableArray<Check> checks)
    {
        Outcome worst = Outcome.NotEvaluated;
        foreach (Check check in checks)
        {
            worst = check.Outcome > worst ? check.Outcome : worst;
        }

        return worst == Outcome.Warn && !checks.Any(check => check.Outcome == Outcome.Pass) ? Outcome.NotEvaluated : worst;
    }
}
