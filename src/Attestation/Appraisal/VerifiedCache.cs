// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Attestation.Appraisal;

/// <summary>Keeps passing steps that depend on bytes alone: no date, no revocation, no policy but its roots.</summary>
/// <remarks>
/// The key is SHA-256 over the step's name and every byte the step read. Only steps whose checks all passed are kept, so a hit can
/// say nothing that verifying anew would not. Bounded: at capacity it starts over. Thread-safe.
/// </remarks>
/// <param name="capacity">Steps kept at most.</param>
public sealed class VerifiedCache(int capacity)
{
    private readonly ConcurrentDictionary<Key, object> steps = new();

    /// <summary>A cache that keeps nothing: every appraisal is cold.</summary>
    public static VerifiedCache None { get; } = new(0);

    /// <summary>False where nothing is ever kept, so that no key need be computed.</summary>
    public bool Keeps => capacity > 0;

    /// <summary>The kept step, or the step made now, which is kept if it passed.</summary>
    /// <param name="name">Names the kind of step.</param>
    /// <param name="parts">SHA-256 of each input, or the input itself where it is as short; their order matters.</param>
    /// <param name="state">Handed to <paramref name="make"/>.</param>
    /// <param name="make">Makes the step anew from the same inputs.</param>
    public Step<TWitness> Get<TState, TWitness>(
        ReadOnlySpan<byte> name, ReadOnlySpan<byte> parts, TState state, Func<TState, Step<TWitness>> make)
        where TWitness : class
    {
        if (capacity == 0)
        {
            return make(state);
        }

        Key key = Key.Of(name, parts);
        if (steps.TryGetValue(key, out object? kept) && kept is Kept<TWitness> same)
        {
            return same.Step;
        }

        Step<TWitness> made = make(state);
        if (made.Witness is not null && AllPassed(made.Checks))
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

    private void Keep(Key key, object step)
    {
        if (steps.Count >= capacity)
        {
            steps.Clear();
        }

        steps[key] = step;
    }

    private sealed record Kept<TWitness>(Step<TWitness> Step)
        where TWitness : class;

    private readonly record struct Key(UInt128 High, UInt128 Low)
    {
        public static Key Of(ReadOnlySpan<byte> name, ReadOnlySpan<byte> parts)
        {
            Span<byte> input = stackalloc byte[MaxInput];
            name.CopyTo(input);
            input[name.Length] = 0;
            parts.CopyTo(input[(name.Length + 1)..]);
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(input[..(name.Length + 1 + parts.Length)], hash);
            return new(
                System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash),
                System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash[16..]));
        }

        // A name of up to 32 bytes and seven digests.
        private const int MaxInput = 32 + 1 + (7 * SHA256.HashSizeInBytes);
    }
}
