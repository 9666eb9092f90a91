// SPDX-License-Identifier: Apache-2.0

namespace Attestation.EventLogs;

/// <summary>
/// Names the record at which a register's log and its quoted value part. Only the end value is known, so there are four answers, from
/// certain to a bound: <see cref="DivergenceKind"/>.
/// </summary>
internal static class FirstDivergence
{
    public static Divergence Of(ReplayedRegister replayed, DigestAlgorithm bank, ReadOnlyMemory<byte> quoted, EventLog? other)
    {
        if (quoted.Length != replayed.Value.Length)
        {
            return At(DivergenceKind.OtherLength, replayed, bank, 0);
        }

        if (EndOfMeasuredPrefix(replayed, bank, quoted.Span) is { } end)
        {
            return At(DivergenceKind.NotMeasured, replayed, bank, end);
        }

        return (other is null ? null : LogComparison.First(replayed.Register, replayed.Events, other, bank))
            ?? (FirstUncovered(replayed, bank) is { } uncovered
                ? At(DivergenceKind.DigestNotOfData, replayed, bank, uncovered)
                : At(DivergenceKind.AtOrBefore, replayed, bank, replayed.Events.Length - 1));
    }

    private static int? EndOfMeasuredPrefix(ReplayedRegister replayed, DigestAlgorithm bank, ReadOnlySpan<byte> quoted)
    {
        ReadOnlyMemory<byte> value = replayed.Start;
        for (int i = 0; i < replayed.Events.Length; i++)
        {
            if (value.Span.SequenceEqual(quoted))
            {
                return i;
            }

            value = DigestAlgorithms.Extend(bank, value.Span, replayed.Events[i].ExtendIn(bank)!.Value.Span);
        }

        return null;
    }

    private static int? FirstUncovered(ReplayedRegister replayed, DigestAlgorithm bank)
    {
        for (int i = 0; i < replayed.Events.Length; i++)
        {
            if (CoveredData.Of(replayed.Events[i], bank, out _) == DigestMatch.Differs)
            {
                return i;
            }
        }

        return null;
    }

    private static Divergence At(DivergenceKind kind, ReplayedRegister replayed, DigestAlgorithm bank, int position) =>
        new(kind, replayed.Register, bank, replayed.Events[position], position, replayed.Events.Length - position - 1);
}
