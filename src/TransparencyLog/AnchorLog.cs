// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Attestation.Wire;

namespace Attestation.TransparencyLog;

/// <summary>Every run of a boot, as it was extended into the anchor register (CONTRACTS, section 2).</summary>
/// <remarks>A sequence of uint16 big-endian digest length, digest, uint32 big-endian length, bytes. Says nothing until it is held against the register.</remarks>
public sealed class AnchorLog : IWire<AnchorLog>
{
    /// <summary>Most bytes of an anchor log: a hundred runs of a boot, and far more than that.</summary>
    public const int MaxBytes = 4 << 20;

    private const string Structure = "anchor log";
    private const int MaxEvent = 65_535;

    private AnchorLog(ReadOnlyMemory<byte> raw, ImmutableArray<AnchorEvent> events)
    {
        Raw = raw;
        Events = events;
    }

    /// <summary>The log of a boot in which no run has started.</summary>
    public static AnchorLog Empty { get; } = new(default, []);

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>The runs in the order in which they started.</summary>
    public ImmutableArray<AnchorEvent> Events { get; }

    /// <inheritdoc/>
    public static bool TryParse(
        ReadOnlyMemory<byte> bytes,
        [NotNullWhen(true)] out AnchorLog? parsed,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        parsed = null;
        malformed = bytes.Length > MaxBytes ? new(Structure, "log", $"is {bytes.Length} bytes, want at most {MaxBytes}") : null;
        ImmutableArray<AnchorEvent>.Builder events = ImmutableArray.CreateBuilder<AnchorEvent>();
        for (ReadOnlyMemory<byte> rest = bytes; malformed is null && !rest.IsEmpty;)
        {
            malformed = Take(ref rest, events);
        }

        parsed = malformed is null ? new(bytes, events.ToImmutable()) : null;
        return parsed is not null && malformed is null;
    }

    /// <summary>The log with one more run.</summary>
    /// <param name="digest">What the register is extended with.</param>
    /// <param name="statement">The run's <c>log-start/v1</c>.</param>
    public AnchorLog With(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> statement)
    {
        byte[] lengths = new byte[sizeof(ushort) + sizeof(uint)];
        BinaryPrimitives.WriteUInt16BigEndian(lengths, (ushort)digest.Length);
        BinaryPrimitives.WriteUInt32BigEndian(lengths.AsSpan(sizeof(ushort)), (uint)statement.Length);
        byte[] raw = [.. Raw.Span, .. lengths.AsSpan(0, sizeof(ushort)), .. digest, .. lengths.AsSpan(sizeof(ushort)), .. statement];
        return new(raw, Events.Add(new(digest.ToArray(), statement.ToArray())));
    }

    /// <summary>The log without its last run; an empty one stays empty.</summary>
    public AnchorLog WithoutLast() =>
        Events.IsEmpty ? this : Events[..^1].Aggregate(Empty, (log, run) => log.With(run.Digest.Span, run.Statement.Span));

    private static Malformed? Take(ref ReadOnlyMemory<byte> rest, ImmutableArray<AnchorEvent>.Builder events)
    {
        string field = $"event {events.Count}";
        if (rest.Length < sizeof(ushort))
        {
            return new(Structure, field, "ends within the digest's length");
        }

        int digest = BinaryPrimitives.ReadUInt16BigEndian(rest.Span);
        if (digest is not (32 or 48 or 64) || rest.Length < sizeof(ushort) + digest + sizeof(uint))
        {
            return new(Structure, field, $"has a digest of {digest} bytes in {rest.Length} left, want 32, 48 or 64 and a length behind it");
        }

        uint length = BinaryPrimitives.ReadUInt32BigEndian(rest.Span[(sizeof(ushort) + digest)..]);
        int start = sizeof(ushort) + digest + sizeof(uint);
        if (length is 0 or > MaxEvent || length > rest.Length - start)
        {
            return new(Structure, field, $"has {length} bytes in {rest.Length - start} left, want 1 to {MaxEvent}");
        }

        events.Add(new(rest.Slice(sizeof(ushort), digest), rest.Slice(start, (int)length)));
        rest = rest[(start + (int)length)..];
        return null;
    }
}
