// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text;
using Attestation.EventLogs;
using Attestation.Wire;

namespace Attestation.Cli.Rendering;

/// <summary>The records of an event log as fields, and what keeps the log from being interpreted.</summary>
/// <remarks>Nothing here was held against registers; <see cref="DigestMatch"/> says only which data its own digest covers.</remarks>
internal static class DecodedEventLog
{
    /// <summary>The widest bank that a log declares is the one that TEEs quote.</summary>
    private static readonly ImmutableArray<DigestAlgorithm> Preferred = [DigestAlgorithm.Sha384, DigestAlgorithm.Sha256];

    /// <summary>One field a record, ambiguities behind them; one field that says why, for a log that cannot be read.</summary>
    public static ImmutableArray<DecodedField> Of(ReadOnlyMemory<byte> bytes)
    {
        if (!EventLog.TryParse(bytes, out EventLog? log, out Malformed? malformed))
        {
            return [new("malformed", malformed.ToString(), 0, bytes.Length, null)];
        }

        DigestAlgorithm bank = Preferred.FirstOrDefault(log.Has, log.Banks[0].Algorithm);
        return SemanticReading.TryOf(log, bank, [], out SemanticReading? reading)
            ? [.. reading.Events.Select(each => Record(each, bank)), .. reading.Ambiguities.Select(Ambiguous)]
            : [.. log.Events.Select(each => Record(new(each, DigestMatch.Unknown, default, false), bank))];
    }

    private static DecodedField Record(EventReading reading, DigestAlgorithm bank)
    {
        LoggedEvent record = reading.Event;
        string digest = record.ExtendIn(bank) is { } value ? Hex.Of(value.Span) : "not extended";
        string text = Encoding.ASCII.GetString(reading.Covered.Span);
        bool isText = text.Length > 0 && text.All(each => each is >= ' ' and <= '~');
        string note = reading.Match switch
        {
            DigestMatch.Matches => isText ? $"covers \"{text}\"" : "covers the record's data",
            DigestMatch.Differs => "is not the digest of the record's data",
            _ => "the record's data is unproven",
        };
        return new($"event{record.Ordinal} register {record.Register} {record.Type}", digest, record.Offset, record.Data.Length, note);
    }

    private static DecodedField Ambiguous(Ambiguity each) =>
        new("ambiguity", each.Describe(), each.Event?.Offset ?? 0, 0, "no record of this log may be interpreted");
}
