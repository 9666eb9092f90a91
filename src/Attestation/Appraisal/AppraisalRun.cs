// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Attestation.Appraisal;

/// <summary>Collects the checks of one appraisal and turns every rule that was not reached into "not evaluated".</summary>
/// <remarks>Not thread-safe: one run, one thread.</remarks>
public sealed class AppraisalRun
{
    private readonly List<Check> checks = new(64);
    private readonly List<string> stops = [];

#if DEBUG
    /// <summary>Told of every outcome in debug builds, so that a test can show that it saw the rule it is named for.</summary>
    public static event Action<Rule, Outcome>? Recorded;
#endif

    /// <summary>Adds the step's checks; true, with its witness, where later steps may rest on it.</summary>
    public bool Take<TWitness>(Step<TWitness> step, [NotNullWhen(true)] out TWitness? witness)
        where TWitness : class
    {
        Add(step.Checks);
        witness = step.Witness;
        if (witness is null)
        {
            stops.Add(ReasonOf(step.Checks).Id);
        }

        return witness is not null;
    }

    /// <summary>Adds a check on which later steps rest; true where it did not fail.</summary>
    public bool Take(Check check)
    {
        Add(check);
        if (check.Outcome == Outcome.Fail)
        {
            stops.Add(check.Rule.Id);
        }

        return check.Outcome != Outcome.Fail;
    }

    /// <summary>Adds checks on which nothing else rests.</summary>
    public void Add(ImmutableArray<Check> found)
    {
        foreach (Check check in found)
        {
            Add(check);
        }
    }

    /// <summary>Adds one check.</summary>
    public void Add(Check check)
    {
        checks.Add(check);
#if DEBUG
        Recorded?.Invoke(check.Rule, check.Outcome);
#endif
    }

    /// <summary>The rule of the first failed check so far; null where none failed.</summary>
    public Rule? FirstFailed => checks.FirstOrDefault(check => check.Outcome == Outcome.Fail)?.Rule;

    /// <summary>True where a check of the rule was added.</summary>
    public bool Reached(Rule rule) => checks.Any(check => ReferenceEquals(check.Rule, rule));

    /// <summary>All checks in order; rules of <paramref name="all"/> that were not reached follow as not evaluated.</summary>
    /// <param name="all">Every rule of the TEE.</param>
    /// <remarks>What they need is the rule that ended a step; a rule that failed and ended none keeps nobody from being reached.</remarks>
    public ImmutableArray<Check> Finish(ImmutableArray<Rule> all)
    {
        HashSet<Rule> reached = new(all.Length, ReferenceEqualityComparer.Instance);
        foreach (Check check in checks)
        {
            reached.Add(check.Rule);
        }

        string because = stops.Count == 0 ? "not reached" : $"needs {string.Join(" and ", stops)}";

        ImmutableArray<Check>.Builder finished = ImmutableArray.CreateBuilder<Check>(Math.Max(all.Length, checks.Count));
        finished.AddRange(checks);
        foreach (Rule rule in all)
        {
            if (!reached.Contains(rule))
            {
                finished.Add(Check.NotEvaluated(rule, because));
            }
        }

        return finished.ToImmutable();
    }

    // A step that stops the run without a failed check would leave rules unreached and the result without a failure: never go on.
    private static Rule ReasonOf(ImmutableArray<Check> checks) =>
        checks.FirstOrDefault(check => check.Outcome == Outcome.Fail)?.Rule
        ?? throw new UnreachableException("a step gave neither a witness nor a failed check");
}
