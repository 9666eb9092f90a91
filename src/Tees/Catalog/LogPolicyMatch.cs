// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Policies;
using Attestation.Statements;
using Attestation.TransparencyLog;
using Attestation.Wire;

namespace Attestation.Catalog;

/// <summary>LOG-08 to LOG-12: what the policy asks of a log that is authentic.</summary>
/// <param name="policy">The policy's section.</param>
/// <param name="clockSkew">How far the clock of whoever issued a leaf may be ahead.</param>
/// <param name="now">The verification instant.</param>
internal sealed class LogPolicyMatch(LogPolicy policy, TimeSpan clockSkew, DateTimeOffset now)
{
    /// <summary>Every check; what the policy does not ask is not evaluated.</summary>
    /// <param name="head">The head.</param>
    /// <param name="statements">Its proven statements.</param>
    /// <param name="anchor">Null where LOG-06 did not pass.</param>
    /// <param name="nonce">The verifier's nonce, or null.</param>
    public ImmutableArray<Check> Appraise(
        SignedHead head, IReadOnlyCollection<ProvenStatement> statements, VerifiedAnchor? anchor, ExpectedNonce? nonce) =>
    [
        Heartbeat(statements, nonce),
        Origin(head.Checkpoint.Origin.ToString(), statements),
        Anchored(LogRules.AnchorRequired, policy.RequireAnchor, "log.requireAnchor", anchor, static _ => true),
        Anchored(LogRules.FirstRun, policy.RequireFirstRun, "log.requireFirstRun", anchor, static each => each.Run == 1),
        Anchored(LogRules.RunsPerBoot, policy.MaxRunsPerBoot is not null, "log.maxRunsPerBoot", anchor, each => each.Runs <= policy.MaxRunsPerBoot),
    ];

    private Check Heartbeat(IReadOnlyCollection<ProvenStatement> statements, ExpectedNonce? nonce)
    {
        if (policy.MaxHeartbeatAge is not { } limit)
        {
            return Check.NotEvaluated(LogRules.Heartbeat, "the policy has no log.maxHeartbeatAge");
        }

        Statement[] signs = [.. statements.Select(each => each.Statement).Where(each =>
            each.Type == PredicateTypes.Heartbeat || (nonce is not null && NonceMatch.Holds(each, nonce)))];
        if (signs.Length == 0)
        {
            return Check.Fail(LogRules.Heartbeat, "the bundle has no heartbeat and no leaf that answers a nonce");
        }

        // The guest's clock is the host's: a leaf from the future would never age.
        DateTimeOffset[] times = [.. signs.Select(each => UtcTime.TryRead(each.TextOf("issuedAt"), out DateTimeOffset at) ? at : DateTimeOffset.MinValue).Where(at => at <= now + clockSkew)];
        if (times.Length == 0)
        {
            return Check.Fail(LogRules.Heartbeat, "every heartbeat, and every leaf that answers the nonce, is from the future");
        }

        DateTimeOffset newest = times.Max();
        return Check.Require(
            LogRules.Heartbeat, now - newest <= limit, UtcTime.Of(newest), $"within {limit}", $"the newest says {UtcTime.Of(newest)}, {now - newest} ago");
    }

    private Check Origin(string origin, IReadOnlyCollection<ProvenStatement> statements)
    {
        if (policy.Origins.Length > 0 && !policy.Origins.Any(each => each == origin || (each.EndsWith('/') && origin.StartsWith(each, StringComparison.Ordinal))))
        {
            return Check.Fail(LogRules.Origin, $"{origin} is not accepted by the policy", origin, string.Join(", ", policy.Origins));
        }

        if (policy.Agents.Length == 0)
        {
            return policy.Origins.Length == 0 ? Check.NotEvaluated(LogRules.Origin, "the policy names no origin and no agent") : Check.Pass(LogRules.Origin, origin);
        }

        return statements.FirstOrDefault(each => each.Leaf == 0 && each.Statement.Type == PredicateTypes.LogStart) is not { } start
            ? Check.Fail(LogRules.Origin, "the policy names agents, and the bundle lacks leaf 0, which says which agent it is")
            : Agent(LogStart.Of(start.Statement).Agent.Sha256);
    }

    private Check Agent(ReadOnlyMemory<byte> agent) => Check.Require(
        LogRules.Origin,
        policy.Agents.Any(each => each.Span.SequenceEqual(agent.Span)),
        Hex.Of(agent.Span),
        because: $"agent {Hex.Of(agent.Span)} is not accepted by the policy");

    private static Check Anchored(Rule rule, bool isAsked, string key, VerifiedAnchor? anchor, Func<VerifiedAnchor, bool> holds) =>
        !isAsked ? Check.NotEvaluated(rule, $"the policy does not ask for {key}")
        : anchor is null ? Check.Fail(rule, $"{LogRules.Anchor.Id} did not pass: no anchor is shown")
        : Check.Require(rule, holds(anchor), $"run {anchor.Run} of {anchor.Runs}", because: $"this is run {anchor.Run} of the {anchor.Runs} of the boot");
}
