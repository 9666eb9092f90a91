// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Attestation.Appraisal;

/// <summary>Keeps passing steps that depend on bytes alone: no date, no revocation, no policy but its roots.</summary>
/// <remarks>
/// The key is the step's name and SHA-256 of every input the step read. Only steps whose checks all passed are kept, so a hit can
/// say nothing that verifying anew would not. Bounded: at capacity it starts over. Thread-safe.
/// </remarks>
/// <param name="capacity">Steps kept at most.</param>
public sealed class VerifiedCache(int capacity)
{
    private readonly ConcurrentDictionary<VerifiedKey, object> steps = new();

    /// <summary>A cache that keeps nothing: every appraisal is cold.</summary>
    public static VerifiedCache None { get; } = new(0);

    /// <summary>False where nothing is ever kept, so that no key need be computed.</summary>
    public bool Keeps => capacity > 0;

    /// <summary>The kept step, or the step made now, which is kept if it passed.</summary>
    /// <param name="key">Names the step and everything it reads.</param>
    /// <param name="state">Handed to <paramref name="make"/>.</param>
    /// <param name="make">Makes the step anew from the same inputs.</param>
    public Step<TWitness> Get<TState, TWitness>(VerifiedKey key, TState state, Func<TState, Step<TWitness>> make)
        where TWitness : class
    {
        if (steps.TryGetValue(key, out object? kept) && kept is Kept<TWitness> same)
        {
            return same.Step;
        }

        Step<TWitness> made = make(state);
        if (Keeps && made.Witness is not null && AllPassed(made.Checks))
        {
            Keep(key, new Kept<TWitness>(made));
        }

        return made;
    }

    private static bool AllPassed(ImmutableArray<Check> checks)
    {
        foreach (Check check in checks)
        {
            if (check.Outcome != Outcome.Pass)
            {
                return false;
            }
        }

        return true;
    }

    private void Keep(VerifiedKey key, object step)
    {
        if (steps.Count >= capacity)
        {
            steps.Clear();
        }

        steps[key] = step;
    }

    private sealed record Kept<TWitness>(Step<TWitness> Step)
        where TWitness : class;
}
