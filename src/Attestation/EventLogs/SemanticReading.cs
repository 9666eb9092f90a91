// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Attestation.EventLogs;

/// <summary>
/// What a log may be used for beyond comparing registers. Quoted registers cover digests, not types or data, and whoever wrote the log
/// chose those: so data is believed only where its digest is recomputed from it, and nothing at all in a log that can be read in two ways.
/// </summary>
/// <remarks>Says nothing about whether the log replays to quoted values: that comes first (<see cref="RegisterMatch"/>). Pure.</remarks>
public sealed class SemanticReading
{
    private SemanticReading(ImmutableArray<EventReading> events, ImmutableArray<Ambiguity> ambiguities)
    {
        Events = events;
        Ambiguities = ambiguities;
    }

    /// <summary>All records, for showing.</summary>
    public ImmutableArray<EventReading> Events { get; }

    /// <summary>What makes the log ambiguous; empty for one that may be interpreted.</summary>
    public ImmutableArray<Ambiguity> Ambiguities { get; }

    /// <summary>The records whose covered data may be interpreted; none in an ambiguous log.</summary>
    public IEnumerable<EventReading> Interpretable =>
        Ambiguities.IsEmpty ? Events.Where(reading => reading.Match == DigestMatch.Matches) : [];

    /// <summary>Reads one bank of a log.</summary>
    /// <param name="log">The log.</param>
    /// <param name="bank">The bank that was quoted.</param>
    /// <param name="separated">The registers that the firmware must have ended with exactly one separator: of a TPM, PCRs 0 to 7.</param>
    /// <param name="reading">The reading, or null where false is returned.</param>
    /// <returns>False where the log does not declare the bank, or its hash is not computed here.</returns>
    public static bool TryOf(
        EventLog log,
        DigestAlgorithm bank,
        IReadOnlyCollection<uint> separated,
        [NotNullWhen(true)] out SemanticReading? reading)
    {
        bool can = log.Has(bank) && DigestAlgorithms.CanHash(bank);
        reading = can ? Of(log, bank, separated) : null;
        return can;
    }

    private static SemanticReading Of(EventLog log, DigestAlgorithm bank, IReadOnlyCollection<uint> separated)
    {
        Separators separators = new(bank);
        var events = ImmutableArray.CreateBuilder<EventReading>(log.Events.Length);
        foreach (LoggedEvent record in log.Events)
        {
            DigestMatch match = CoveredData.Of(record, bank, out ReadOnlyMemory<byte> covered);
            events.Add(new(record, match, covered, separators.Seen(record.Register)));
            separators.Add(record, match);
        }

        ImmutableArray<EventReading> readings = events.MoveToImmutable();
        return new(readings, [.. separators.Found, .. separators.Missing(separated), .. UnknownTypes(readings), .. Localities(log, bank)]);
    }

    /// <summary>In a log without the end of boot services nothing can be said to come after it.</summary>
    private static IEnumerable<Ambiguity> UnknownTypes(ImmutableArray<EventReading> readings) =>
        readings
            .TakeWhile(reading => !EndsBootServices(reading))
            .Where(reading => !reading.Event.Type.IsKnown)
            .Select(reading => new Ambiguity(AmbiguityKind.UnknownEventType, reading.Event.Register, reading.Event));

    private static bool EndsBootServices(EventReading reading) =>
        reading.Match == DigestMatch.Matches
        && reading.Event.Type == EventType.EfiAction
        && reading.Covered.Span.SequenceEqual("Exit Boot Services Invocation"u8);

    private static IEnumerable<Ambiguity> Localities(EventLog log, DigestAlgorithm bank)
    {
        bool settled = false;
        foreach (LoggedEvent record in log.Events.Where(record => record.Register == StartValues.LocalityRegister))
        {
            byte? locality = StartValues.LocalityIn(record);
            if (locality is not null && (settled || locality is not (0 or 3 or 4)))
            {
                yield return new(AmbiguityKind.StartupLocality, record.Register, record);
            }

            settled |= locality is not null || record.ExtendIn(bank) is not null;
        }
    }
}
