// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Attestation.Wire;

namespace Attestation.TransparencyLog;

/// <summary>The entries of a level-0 tile in order (C2SP tlog-tiles): each a big-endian 16-bit length and its bytes.</summary>
public static class EntryBundle
{
    /// <summary>Most bytes of one entry.</summary>
    public const int MaxEntry = ushort.MaxValue;

    /// <summary>Most bytes of a bundle: 256 entries of full length.</summary>
    public const int MaxBytes = TilePath.FullWidth * (LengthBytes + MaxEntry);

    private const string Structure = "entry bundle";
    private const int LengthBytes = 2;

    /// <summary>One entry as it stands in a bundle.</summary>
    /// <exception cref="ArgumentException">Longer than 65,535 bytes.</exception>
    public static byte[] Encode(ReadOnlySpan<byte> entry)
    {
        if (entry.Length > MaxEntry)
        {
            throw new ArgumentException($"an entry of {entry.Length} bytes, at most {MaxEntry}", nameof(entry));
        }

        byte[] bytes = new byte[LengthBytes + entry.Length];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)entry.Length);
        entry.CopyTo(bytes.AsSpan(LengthBytes));
        return bytes;
    }

    /// <summary>Reads a bundle whose path says how many entries it holds; never throws.</summary>
    /// <param name="bytes">The file; entries share its memory.</param>
    /// <param name="width">1 to 256.</param>
    /// <param name="entries">All of them, or empty.</param>
    /// <param name="malformed">Fewer entries, or bytes left over; else null.</param>
    public static bool TryParse(
        ReadOnlyMemory<byte> bytes,
        int width,
        out ImmutableArray<ReadOnlyMemory<byte>> entries,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        entries = [];
        ImmutableArray<ReadOnlyMemory<byte>>.Builder read = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        SpanReader reader = new(bytes.Span);
        while (read.Count < width)
        {
            if (!reader.TryTake(LengthBytes, out ReadOnlySpan<byte> length)
                || !reader.TryTake(BinaryPrimitives.ReadUInt16BigEndian(length), out ReadOnlySpan<byte> entry))
            {
                malformed = new(Structure, $"entry {read.Count}", $"ends early: {bytes.Length} bytes do not hold {width} entries");
                return false;
            }

            read.Add(bytes.Slice(reader.Position - entry.Length, entry.Length));
        }

        malformed = reader.Remaining == 0 ? null : new(Structure, "end", $"{reader.Remaining} bytes follow {width} entries");
        entries = malformed is null ? read.ToImmutable() : [];
        return malformed is null;
    }
}
