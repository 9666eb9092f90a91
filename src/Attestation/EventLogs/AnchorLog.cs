// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Attestation.Wire;

namespace Attestation.EventLogs;

/// <summary>The agent's own measurement log (CONTRACTS, section 2): every run of the boot extended one register with its log-start.</summary>
/// <remarks>A sequence of: 16-bit big-endian digest length, digest, 32-bit big-endian length, the log-start bytes.</remarks>
/// <param name="Raw">The received bytes.</param>
/// <param name="Events">One event a run, in order.</param>
public sealed record AnchorLog(ReadOnlyMemory<byte> Raw, ImmutableArray<AnchorEvent> Events) : IWire<AnchorLog>
{
    /// <summary>Most bytes of an anchor log.</summary>
    public const int MaxBytes = 16 << 20;

    /// <summary>Most runs of a boot.</summary>
    public const int MaxEvents = 65_536;

    private const string Structure = "anchor log";
    private const int LongestDigest = 64;
    private const int LongestStatement = 65_535;

    /// <summary>One event as it is appended.</summary>
    /// <param name="digest">What the register was extended with; the register's hash of <paramref name="logStart"/>.</param>
    /// <param name="logStart">The log-start statement's bytes.</param>
    public static byte[] Encode(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> logStart)
    {
        byte[] bytes = new byte[sizeof(ushort) + digest.Length + sizeof(uint) + logStart.Length];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)digest.Length);
        digest.CopyTo(bytes.AsSpan(sizeof(ushort)));
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(sizeof(ushort) + digest.Length), (uint)logStart.Length);
        logStart.CopyTo(bytes.AsSpan(sizeof(ushort) + digest.Length + sizeof(uint)));
        return bytes;
    }

    /// <inheritdoc/>
    public static bool TryParse(
        ReadOnlyMemory<byte> bytes,
        [NotNullWhen(true)] out AnchorLog? parsed,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        parsed = null;
        malformed = bytes.Length > MaxBytes ? new(Structure, "log", $"is {bytes.Length} bytes, at most {MaxBytes} are read") : null;
        ImmutableArray<AnchorEvent>.Builder events = ImmutableArray.CreateBuilder<AnchorEvent>();
        int at = 0;
        while (malformed is null && at < bytes.Length)
        {
            string? reason = events.Count == MaxEvents ? $"is one more than the {MaxEvents} that are read" : One(bytes, events, ref at);
            malformed = reason is null ? null : new(Structure, $"event {events.Count}", reason);
        }

        parsed = malformed is null ? new(bytes, events.ToImmutable()) : null;
        return parsed is not null && malformed is null;
    }

    private static string? One(ReadOnlyMemory<byte> bytes, ImmutableArray<AnchorEvent>.Builder events, ref int at)
    {
        SpanReader reader = new(bytes.Span[at..]);
        if (!reader.TryTake(sizeof(ushort), out ReadOnlySpan<byte> size)
            || !reader.TryTake((uint)BinaryPrimitives.ReadUInt16BigEndian(size), LongestDigest, out ReadOnlySpan<byte> digest))
        {
            return $"ends within its digest, or has one over {LongestDigest} bytes";
        }

        if (!reader.TryTake(sizeof(uint), out size)
            || !reader.TryTake(BinaryPrimitives.ReadUInt32BigEndian(size), LongestStatement, out ReadOnlySpan<byte> statement))
        {
            return $"ends within its statement, or has one over {LongestStatement} bytes";
        }

        int end = at + reader.Position;
        events.Add(new(bytes.Slice(at + sizeof(ushort), digest.Length), bytes[(end - statement.Length)..end]));
        at = end;
        return null;
    }
}
