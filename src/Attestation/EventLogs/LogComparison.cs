// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.EventLogs;

/// <summary>Two logs beside each other, register by register: what changed between two boots, or two guests.</summary>
public static class LogComparison
{
    /// <summary>The first difference of each register, ascending; empty where the digests and types of all registers are equal.</summary>
    /// <param name="log">The log in question.</param>
    /// <param name="other">The log to hold it against.</param>
    /// <param name="bank">The bank whose digests are compared.</param>
    public static ImmutableArray<Divergence> CompareWith(this EventLog log, EventLog other, DigestAlgorithm bank) =>
    [
        .. log.Events.Concat(other.Events)
            .Select(record => record.Register)
            .Distinct()
            .Order()
            .Select(register => First(register, ExtendsOf(log, register, bank), other, bank))
            .OfType<Divergence>(),
    ];

    internal static Divergence? First(uint register, ImmutableArray<LoggedEvent> events, EventLog other, DigestAlgorithm bank)
    {
        ImmutableArray<LoggedEvent> others = ExtendsOf(other, register, bank);
        int same = 0;
        while (same < events.Length && same < others.Length && Same(events[same], others[same], bank))
        {
            same++;
        }

        return same == events.Length && same == others.Length
            ? null
            : new(
                DivergenceKind.DiffersFromOther,
                register,
                bank,
                events.ElementAtOrDefault(same),
                same,
                Math.Max(0, events.Length - same - 1),
                others.ElementAtOrDefault(same));
    }

    private static ImmutableArray<LoggedEvent> ExtendsOf(EventLog log, uint register, DigestAlgorithm bank) =>
        [.. log.Events.Where(record => record.Register == register && record.ExtendIn(bank) is not null)];

    private static bool Same(LoggedEvent one, LoggedEvent two, DigestAlgorithm bank) =>
        one.Type == two.Type && one.ExtendIn(bank)!.Value.Span.SequenceEqual(two.ExtendIn(bank)!.Value.Span);
}
