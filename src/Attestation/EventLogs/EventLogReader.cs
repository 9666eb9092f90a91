// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Attestation.Wire;

namespace Attestation.EventLogs;

/// <summary>Reads a log front to back, once; every length is held against what is left before it is used.</summary>
internal sealed class EventLogReader(ReadOnlyMemory<byte> raw)
{
    private const string Structure = "TCG event log";
    private const uint EndOfLog = 0xFFFFFFFF;

    private readonly ImmutableArray<LoggedEvent>.Builder events = ImmutableArray.CreateBuilder<LoggedEvent>();
    private SpecIdEvent? specId;
    private int position;

    public bool TryRead([NotNullWhen(true)] out EventLog? log, [NotNullWhen(false)] out Malformed? malformed)
    {
        malformed = Bounds() ?? First() ?? Others();
        log = malformed is null ? new EventLog(raw, specId, events.ToImmutable(), position) : null;
        return malformed is null;
    }

    private Malformed? Bounds() => raw.Length switch
    {
        > EventLogLimits.MaxLength => Wrong("length", $"got {raw.Length} bytes, want at most {EventLogLimits.MaxLength}"),
        _ => IsPadding(raw.Span) ? Wrong("events", $"got no record in {raw.Length} bytes, want at least one") : null,
    };

    private Malformed? First()
    {
        if ((EndMarker() ?? Sha1Record()) is { } fault)
        {
            return fault;
        }

        LoggedEvent first = events[0];
        if (first.Type != EventType.NoAction || !first.Data.Span.StartsWith("Spec ID Event"u8) || IsSha1SpecId(first.Data.Span))
        {
            return null;
        }

        if (first.Digests[0].Value.Span.ContainsAnyExcept((byte)0))
        {
            return Wrong(first.Ordinal, PcrEventLayout.Digest.Name, $"got {Hex.Of(first.Digests[0].Value.Span)}, want zero");
        }

        return SpecIdEvent.TryParse(first.Data, out specId, out Malformed? malformed) ? null : malformed;
    }

    private Malformed? Others()
    {
        while (!IsPadding(raw.Span[position..]))
        {
            if ((EndMarker() ?? Full() ?? (specId is null ? Sha1Record() : AgileRecord())) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    /// <summary>A record that ends the log although something other than its repetition follows.</summary>
    private Malformed? EndMarker()
    {
        ReadOnlySpan<byte> rest = raw.Span[position..];
        int head = specId is null ? PcrEventLayout.Size : PcrEvent2Layout.Size;
        bool ends = rest.Length >= head
            && (rest.U32(PcrEvent2Layout.PcrIndex) == EndOfLog || !rest[..head].ContainsAnyExcept((byte)0));
        return ends ? Wrong("padding", $"got other bytes behind the end at offset {position}, want one repeated byte, ff or 00") : null;
    }

    private Malformed? Full() =>
        events.Count < EventLogLimits.MaxEvents ? null : Wrong("events", $"got more than {EventLogLimits.MaxEvents} records");

    private Malformed? Sha1Record()
    {
        ReadOnlySpan<byte> rest = raw.Span[position..];
        if (rest.Length < PcrEventLayout.Size)
        {
            return Wrong(events.Count, PcrEventLayout.EventDataSize.Name, $"got {rest.Length} bytes, want at least {PcrEventLayout.Size}");
        }

        uint length = rest.U32(PcrEventLayout.EventDataSize);
        EventDigest digest = new(DigestAlgorithm.Sha1, raw[position..].Bytes(PcrEventLayout.Digest));
        return Register(rest.U32(PcrEventLayout.PcrIndex))
            ?? Data(rest.Length - PcrEventLayout.Size, length)
            ?? Add(rest, [digest], PcrEventLayout.Size, (int)length);
    }

    private Malformed? AgileRecord()
    {
        ReadOnlySpan<byte> rest = raw.Span[position..];
        if (rest.Length < PcrEvent2Layout.Size)
        {
            return Wrong(events.Count, PcrEvent2Layout.DigestCount.Name, $"got {rest.Length} bytes, want at least {PcrEvent2Layout.Size}");
        }

        SpanReader reader = new(rest[PcrEvent2Layout.Size..]);
        ImmutableArray<EventDigest> digests = [];
        if ((Register(rest.U32(PcrEvent2Layout.PcrIndex)) ?? Digests(ref reader, out digests)) is { } fault)
        {
            return fault;
        }

        if (!reader.TryU32(out uint length))
        {
            return Wrong(events.Count, "eventSize", $"got {reader.Remaining} bytes, want 4");
        }

        return Data(reader.Remaining, length) ?? Add(rest, digests, PcrEvent2Layout.Size + reader.Position, (int)length);
    }

    private Malformed? Digests(ref SpanReader reader, out ImmutableArray<EventDigest> digests)
    {
        digests = [];
        uint count = raw.Span[position..].U32(PcrEvent2Layout.DigestCount);
        if (count == 0 || count > specId!.Banks.Length)
        {
            return Wrong(events.Count, PcrEvent2Layout.DigestCount.Name, $"got {count}, want 1 to {specId!.Banks.Length}");
        }

        var read = ImmutableArray.CreateBuilder<EventDigest>((int)count);
        for (int i = 0; i < count; i++)
        {
            if (Digest(ref reader, read) is { } fault)
            {
                return fault;
            }
        }

        digests = read.MoveToImmutable();
        return null;
    }

    private Malformed? Digest(ref SpanReader reader, ImmutableArray<EventDigest>.Builder read)
    {
        string field = $"digests[{read.Count}]";
        if (!reader.TryU16(out ushort identifier))
        {
            return Wrong(events.Count, field, $"got {reader.Remaining} bytes, want an algorithm");
        }

        DigestAlgorithm algorithm = (DigestAlgorithm)identifier;
        if (SizeIn(algorithm) is not { } size || read.Any(before => before.Algorithm == algorithm))
        {
            return Wrong(events.Count, field, $"got {DigestAlgorithms.NameOf(algorithm)}, want each declared bank at most once");
        }

        int start = position + PcrEvent2Layout.Size + reader.Position;
        if (!reader.TryTake(size, out _))
        {
            return Wrong(events.Count, field, $"got {reader.Remaining} bytes, want {size}");
        }

        read.Add(new(algorithm, raw.Slice(start, size)));
        return null;
    }

    private int? SizeIn(DigestAlgorithm algorithm)
    {
        foreach (DigestBank bank in specId!.Banks)
        {
            if (bank.Algorithm == algorithm)
            {
                return bank.Size;
            }
        }

        return null;
    }

    private Malformed? Register(uint register) =>
        register < EventLogLimits.Registers
            ? null
            : Wrong(events.Count, PcrEventLayout.PcrIndex.Name, $"got {register}, want less than {EventLogLimits.Registers}");

    private Malformed? Data(int left, uint length)
    {
        int most = Math.Min(left, EventLogLimits.MaxEventData);
        return length <= (uint)most ? null : Wrong(events.Count, "eventSize", $"got {length}, want at most {most}");
    }

    private Malformed? Add(ReadOnlySpan<byte> record, ImmutableArray<EventDigest> digests, int head, int length)
    {
        events.Add(new LoggedEvent
        {
            Ordinal = events.Count,
            Offset = position,
            Register = record.U32(PcrEventLayout.PcrIndex),
            Type = new EventType(record.U32(PcrEventLayout.EventType)),
            Digests = digests,
            Data = raw.Slice(position + head, length),
        });
        position += head + length;
        return null;
    }

    /// <summary>"Spec ID Event00" and "02" are TPM 1.2 logs: SHA-1 format throughout.</summary>
    private static bool IsSha1SpecId(ReadOnlySpan<byte> data) =>
        data.StartsWith("Spec ID Event00\0"u8) || data.StartsWith("Spec ID Event02\0"u8);

    private static bool IsPadding(ReadOnlySpan<byte> rest) =>
        rest.IsEmpty || (rest[0] is 0x00 or 0xFF && !rest.ContainsAnyExcept(rest[0]));

    private static Malformed Wrong(int ordinal, string field, string reason) => Wrong($"events[{ordinal}].{field}", reason);

    private static Malformed Wrong(string field, string reason) => new(Structure, field, reason);
}
