// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;

namespace Attestation.Native;

/// <summary>
/// Cuts the room that a host filled with its certificate table at the table's end, as the kernel does for configfs. AMD GHCB specification,
/// doc 56421, section 4.1.8.1.
/// </summary>
internal static class SevCertificateRoom
{
    private const int EntryBytes = 24;
    private const int OffsetAt = 16;
    private const int LengthAt = 20;

    /// <summary>The table with its certificates; empty where there is no entry. What entries say that point outside is left to the reader to refuse.</summary>
    public static ReadOnlyMemory<byte> Used(ReadOnlyMemory<byte> room)
    {
        ReadOnlySpan<byte> bytes = room.Span;
        long end = 0;
        for (int at = 0; at + EntryBytes <= bytes.Length && bytes.Slice(at, EntryBytes).ContainsAnyExcept((byte)0); at += EntryBytes)
        {
            long offset = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + OffsetAt)..]);
            long length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + LengthAt)..]);
            end = Math.Max(end, offset + length);
        }

        return room[..(int)Math.Min(end, room.Length)];
    }
}
