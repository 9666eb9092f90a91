// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Appraisal;
using Attestation.Policies;
using Attestation.Wire;

namespace Attestation.Catalog;

/// <summary>Appraises bare Evidence of one or several TEEs into one result. Pure.</summary>
/// <param name="catalog">The TEEs that are known.</param>
public sealed class EvidenceVerifier(TeeCatalog catalog)
{
    /// <summary>The result for bytes that are no Evidence at all: fails with <see cref="CatalogRules.Known"/>.</summary>
    public AttestationResult Refuse(ReadOnlyMemory<byte> bytes, Malformed malformed, AppraisalPolicy policy, DateTimeOffset now)
    {
        AppraisalRun run = new();
        run.Take(Check.Broken(CatalogRules.Known, malformed));
        return new(run.Finish(CatalogRules.All), static () => [], now)
        {
            Evidences = [new("unknown", "unknown", bytes)],
            Policy = policy,
        };
    }

    /// <summary>Appraises each Evidence by its TEE, and the whole by the policy's sets.</summary>
    /// <param name="evidences">As read; each TEE once.</param>
    /// <param name="endorsements">What is at hand.</param>
    /// <param name="policy">The Relying Party's wishes.</param>
    /// <param name="now">The verification instant.</param>
    public AttestationResult Appraise(
        ImmutableArray<Evidence> evidences,
        Endorsements endorsements,
        AppraisalPolicy policy,
        DateTimeOffset now)
    {
        ImmutableArray<AttestationResult> results = [.. evidences.Select(each => One(each, endorsements, policy, now))];
        AppraisalRun run = new();
        run.Add(Check.Pass(CatalogRules.Known));
        run.Add(RequiredTees(evidences, results, policy));
        run.Add(LogAsked(policy));
        return new([.. run.Finish(CatalogRules.All), .. results.SelectMany(each => each.Checks)], () => Merge(evidences, results), now)
        {
            Evidences = [.. results.SelectMany(each => each.Evidences)],
            Endorsements = [.. results.SelectMany(each => each.Endorsements).Distinct()],
            Policy = policy,
            Simulated = results.Any(each => each.Simulated),
        };
    }

    private AttestationResult One(Evidence evidence, Endorsements endorsements, AppraisalPolicy policy, DateTimeOffset now) =>
        catalog.TryFind(evidence.Tee, out ITee? tee)
            ? tee.Appraise(evidence, endorsements, policy, now)
            : throw new ArgumentException($"evidence of {evidence.Tee}, which this catalog does not hold", nameof(evidence));

    private static Check RequiredTees(
        ImmutableArray<Evidence> evidences, ImmutableArray<AttestationResult> results, AppraisalPolicy policy)
    {
        if (Silent(evidences, results) is { } silent)
        {
            return Check.Fail(CatalogRules.RequiredTees, silent);
        }

        if (policy.Tees.Length == 0)
        {
            return Check.NotEvaluated(CatalogRules.RequiredTees, "the policy names no set");
        }

        // A TEE that is there and fails has said why, by a rule of its own kind; this rule is about the absent one.
        HashSet<string> failed = [.. evidences.Where((each, i) => results[i].Outcome == Outcome.Fail).Select(each => each.Tee)];
        HashSet<string> passed = [.. evidences.Where((each, i) => results[i].TryGetClaims(out _)).Select(each => each.Tee)];
        string got = passed.Count == 0 ? "none passes" : $"{string.Join(", ", passed)} {(passed.Count == 1 ? "passes" : "pass")}";
        string want = string.Join(" or ", policy.Tees.Select(set => string.Join(" with ", set)));
        bool holds = policy.Tees.Any(set => set.All(passed.Contains));
        return !holds && policy.Tees.Any(set => set.All(name => passed.Contains(name) || failed.Contains(name)))
            ? Check.NotEvaluated(CatalogRules.RequiredTees, $"{string.Join(", ", failed)} fails by its own rules")
            : Check.Require(CatalogRules.RequiredTees, holds, holds ? string.Join(", ", passed) : got, want, $"{got}, want {want}");
    }

    // That the input is Evidence has passed by now, which must not be all that passes.
    private static string? Silent(ImmutableArray<Evidence> evidences, ImmutableArray<AttestationResult> results)
    {
        string[] silent = [.. evidences.Where((each, i) => results[i].Outcome == Outcome.NotEvaluated).Select(each => each.Tee)];
        return evidences.Length == 0 ? "there is no Evidence"
            : silent.Length > 0 ? $"nothing was evaluated of {string.Join(", ", silent)}"
            : null;
    }

    private static Check LogAsked(AppraisalPolicy policy) =>
        policy.Log.AsksAnything || policy.Binding.AsksAnything
            ? Check.Fail(CatalogRules.LogAsked, $"the policy asks of the {(policy.Log.AsksAnything ? "log" : "binding of a key, which a log holds")}, and bare Evidence has none")
            : Check.Pass(CatalogRules.LogAsked);

    private static Claims Merge(ImmutableArray<Evidence> evidences, ImmutableArray<AttestationResult> results)
    {
        Claims merged = [];
        for (int i = 0; i < results.Length; i++)
        {
            if (results[i].TryGetClaims(out Claims? claims))
            {
                merged.Add(evidences[i].Tee, new ClaimValue.Group(claims));
            }
        }

        return merged;
    }
}
