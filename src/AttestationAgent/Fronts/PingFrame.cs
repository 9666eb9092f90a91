// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;

namespace Attestation.Agent.Fronts;

/// <summary>A PING frame (RFC 9113, sections 4.1 and 6.7): length of 3 bytes, type, flags, stream of 4 bytes; then 8 bytes of whoever asks.</summary>
internal static class PingFrame
{
    public const int HeaderBytes = 9;
    public const int Bytes = HeaderBytes + PayloadBytes;

    private const int PayloadBytes = 8;
    private const byte Type = 6;
    private const byte Acknowledged = 1;
    private const uint StreamBits = 0x7FFF_FFFF;

    /// <summary>Length of the payload behind a header.</summary>
    public static int LengthOf(ReadOnlySpan<byte> header) => (header[0] << 16) | (header[1] << 8) | header[2];

    /// <summary>True for the header of an answer to a PING; the reserved bit of the stream says nothing.</summary>
    public static bool IsAcknowledgement(ReadOnlySpan<byte> header) =>
        LengthOf(header) == PayloadBytes && header[3] == Type && (header[4] & Acknowledged) != 0 && (BinaryPrimitives.ReadUInt32BigEndian(header[5..]) & StreamBits) == 0;

    /// <summary>Writes a question.</summary>
    /// <param name="payload">What is to come back.</param>
    /// <param name="frame">Room for <see cref="Bytes"/>.</param>
    public static void Write(ulong payload, Span<byte> frame)
    {
        frame[..HeaderBytes].Clear();
        frame[2] = PayloadBytes;
        frame[3] = Type;
        BinaryPrimitives.WriteUInt64BigEndian(frame[HeaderBytes..], payload);
    }
}
