// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Globalization;
using Attestation.Wire;

namespace Attestation.EventLogs;

/// <summary>One quoted register held against a log.</summary>
/// <param name="Replayed">What the log says the register holds.</param>
/// <param name="Quoted">What the quote says it holds.</param>
/// <param name="State">How they agree.</param>
/// <param name="Divergence">Where they part; only with <see cref="RegisterState.Mismatch"/>.</param>
public sealed record RegisterMatch(ReplayedRegister Replayed, ReadOnlyMemory<byte> Quoted, RegisterState State, Divergence? Divergence)
{
    /// <summary>The register's number as the log counts.</summary>
    public uint Register => Replayed.Register;

    /// <summary>True where the log accounts for the quoted value: a match, or no record and still the start value.</summary>
    public bool Reproduced => Replayed.Value.Span.SequenceEqual(Quoted.Span);

    /// <summary>Holds every quoted register against a log; records of other registers are no evidence and are left out.</summary>
    /// <param name="log">The log.</param>
    /// <param name="bank">The bank that was quoted.</param>
    /// <param name="start">What the registers hold at first.</param>
    /// <param name="quoted">Register number as the log counts, to value.</param>
    /// <param name="other">A log that is known to be true up to some point, for naming the first difference; changes no state.</param>
    /// <returns>One element for each quoted register, ascending; null where <see cref="Replay.TryOf"/> has no replay of the bank.</returns>
    public static ImmutableArray<RegisterMatch>? Compare(
        EventLog log,
        DigestAlgorithm bank,
        StartValue start,
        IReadOnlyDictionary<uint, ReadOnlyMemory<byte>> quoted,
        EventLog? other = null)
    {
        if (!Replay.TryOf(log, bank, start, out Replay? replay))
        {
            return null;
        }

        return [.. quoted.OrderBy(pair => pair.Key).Select(pair => Compare(replay.Of(pair.Key), bank, pair.Value, other))];
    }

    /// <summary>One sentence: the register, how it agrees, and where it parts.</summary>
    /// <param name="nameOf">The register's name, for example "RTMR0"; "register 1" without it.</param>
    public string Describe(Func<uint, string>? nameOf = null) =>
        Divergence?.Describe(nameOf) ?? $"{nameOf?.Invoke(Register) ?? NameOf(Register)}: {Finding()}";

    /// <inheritdoc/>
    public override string ToString() => Describe();

    internal static string NameOf(uint register) => string.Create(CultureInfo.InvariantCulture, $"register {register}");

    private static RegisterMatch Compare(ReplayedRegister replayed, DigestAlgorithm bank, ReadOnlyMemory<byte> quoted, EventLog? other)
    {
        if (replayed.Events.IsEmpty)
        {
            return new(replayed, quoted, RegisterState.NotInLog, null);
        }

        return replayed.Value.Span.SequenceEqual(quoted.Span)
            ? new(replayed, quoted, RegisterState.Match, null)
            : new(replayed, quoted, RegisterState.Mismatch, FirstDivergence.Of(replayed, bank, quoted, other));
    }

    private string Finding() => State == RegisterState.Match
        ? $"{Replayed.Events.Length} records replay to {Hex.Of(Quoted.Span)}"
        : $"no record in the log, quoted {Hex.Of(Quoted.Span)}, start value {Hex.Of(Replayed.Start.Span)}";
}
