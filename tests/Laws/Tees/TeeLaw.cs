// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;

namespace Attestation.Laws.Tees;

/// <summary>The laws of every TEE; each yields what breaks it.</summary>
internal static class TeeLaw
{
    /// <summary>The case is one: it passes now and just inside its validities, and says that it used each Endorsement.</summary>
    public static IEnumerable<string> Genuine(TeeLawCase it)
    {
        foreach (DateTimeOffset now in it.JustInside.Add(it.Now))
        {
            AttestationResult result = it.Cold().Appraise(it.Evidence, it.Endorsements, it.Policy, now);
            if (!Passes(result))
            {
                yield return $"{it}: does not pass at {now:O}: {string.Join("; ", Verdict.Lines(result).Where(line => line.Contains(" Fail ", StringComparison.Ordinal)))}";
            }

            foreach (Endorsement unused in it.Endorsements.All.Where(each => !result.Endorsements.Any(use => (use.Name, use.Suffix) == (each.Name, each.Suffix))))
            {
                yield return $"{it}: does not say that it used {unused.Name}{unused.Suffix}";
            }
        }
    }

    /// <summary>The same input gives the same checks, also from a TEE that keeps what it verified, and from one that has seen it before.</summary>
    public static IEnumerable<string> Deterministic(TeeLawCase it)
    {
        ITee keeping = it.Keeping();
        string cold = Verdict.Of(Genuine(it.Cold(), it));
        (string Name, string Verdict)[] others =
        [
            ("another cold one", Verdict.Of(Genuine(it.Cold(), it))),
            ("a keeping one", Verdict.Of(Genuine(keeping, it))),
            ("the same again", Verdict.Of(Genuine(keeping, it))),
        ];
        return others
            .Where(other => other.Verdict != cold)
            .Select(other => $"{it}: {Verdict.Difference("a cold TEE", cold, other.Name, other.Verdict)}");
    }

    /// <summary>No flipped bit of the Evidence passes.</summary>
    public static IEnumerable<string> FlippedEvidence(TeeLawCase it) => Refused(it, Mutants.FlippedEvidence(it), NotPassed);

    /// <summary>No truncated Evidence is taken for genuine.</summary>
    public static IEnumerable<string> TruncatedEvidence(TeeLawCase it) => Refused(it, Mutants.TruncatedEvidence(it), NotAuthentic);

    /// <summary>Nothing passes outside a validity.</summary>
    public static IEnumerable<string> OutsideValidity(TeeLawCase it) => Refused(it, Mutants.OutsideValidity(it), NotPassed);

    /// <summary>Nothing passes without an Endorsement that it uses.</summary>
    public static IEnumerable<string> WithoutEndorsement(TeeLawCase it) => Refused(it, Mutants.WithoutEndorsement(it), NotPassed);

    /// <summary>No flipped bit of an Endorsement passes.</summary>
    public static IEnumerable<string> FlippedEndorsements(TeeLawCase it) =>
        Mutants.FlippedEndorsements(it).SelectMany(mutants => Refused(it, mutants, NotPassed));

    /// <summary>Each mutant is refused by a TEE that has passed the genuine case; a cold one says the same of each, or of as many as the family names.</summary>
    private static IReadOnlyCollection<string> Refused(TeeLawCase it, Mutants mutants, Func<AttestationResult, string?> judge)
    {
        ConcurrentBag<string> violations = [];
        ITee warm = it.Keeping();
        Genuine(warm, it);
        Parallel.For(0, mutants.Count, i =>
        {
            Mutant mutant = mutants.At(i);
            string said = Appraised(warm, it, mutant, judge, violations, ", warm");
            if (i % mutants.ColdEvery == 0 && Appraised(it.Cold(), it, mutant, judge, violations, "") is var cold && said != cold)
            {
                violations.Add($"{it}: {mutant.Name}: {Verdict.Difference("a cold TEE", cold, "a warm one", said)}");
            }
        });
        return violations;
    }

    /// <summary>The verdict in full; what breaks the law is added to <paramref name="violations"/>.</summary>
    private static string Appraised(
        ITee tee, TeeLawCase it, Mutant mutant, Func<AttestationResult, string?> judge, ConcurrentBag<string> violations, string warmth)
    {
        string? wrong;
        string verdict;
        try
        {
            AttestationResult result = tee.Appraise(mutant.Evidence, mutant.Endorsements, it.Policy, mutant.Now);
            verdict = Verdict.Of(result);
            wrong = judge(result);
        }
        catch (Exception thrown)
        {
            verdict = thrown.GetType().Name;
            wrong = $"throws {thrown.GetType().Name}: {thrown.Message}";
        }

        if (wrong is not null)
        {
            violations.Add($"{it}: {mutant.Name}{warmth}: {wrong}");
        }

        return verdict;
    }

    private static AttestationResult Genuine(ITee tee, TeeLawCase it) => tee.Appraise(it.Evidence, it.Endorsements, it.Policy, it.Now);

    private static bool Passes(AttestationResult result) => result.Outcome is Outcome.Pass or Outcome.Warn;

    private static string? NotPassed(AttestationResult result) => Passes(result) ? $"outcome {result.Outcome}" : null;

    private static string? NotAuthentic(AttestationResult result) =>
        NotPassed(result) ?? (result.FailedKind == RuleKind.Authenticity ? null : $"fails as {result.FailedKind}, want {RuleKind.Authenticity}");
}
