// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;

namespace Attestation.Wire;

/// <summary>Walks received bytes front to back; never reads past the end, never throws.</summary>
public ref struct SpanReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> all = bytes;

    /// <summary>Bytes consumed so far.</summary>
    public int Position { get; private set; }

    /// <summary>Bytes left.</summary>
    public readonly int Remaining => all.Length - Position;

    /// <summary>Takes exactly <paramref name="length"/> bytes; false (and nothing consumed) where fewer are left.</summary>
    public bool TryTake(int length, out ReadOnlySpan<byte> taken)
    {
        if (length < 0 || length > Remaining)
        {
            taken = default;
            return false;
        }

        taken = all.Slice(Position, length);
        Position += length;
        return true;
    }

    /// <summary>Takes <paramref name="length"/> bytes if that is at most <paramref name="max"/> and so many are left.</summary>
    public bool TryTake(uint length, int max, out ReadOnlySpan<byte> taken)
    {
        taken = default;
        return length <= (uint)max && TryTake((int)length, out taken);
    }

    /// <summary>Takes one byte.</summary>
    public bool TryU8(out byte value)
    {
        bool ok = TryTake(1, out ReadOnlySpan<byte> taken);
        value = ok ? taken[0] : (byte)0;
        return ok;
    }

    /// <summary>Takes a little-endian 16-bit number.</summary>
    public bool TryU16(out ushort value)
    {
        bool ok = TryTake(2, out ReadOnlySpan<byte> taken);
        value = ok ? BinaryPrimitives.ReadUInt16LittleEndian(taken) : (ushort)0;
        return ok;
    }

    /// <summary>Takes a little-endian 32-bit number.</summary>
    public bool TryU32(out uint value)
    {
        bool ok = TryTake(4, out ReadOnlySpan<byte> taken);
        value = ok ? BinaryPrimitives.ReadUInt32LittleEndian(taken) : 0;
        return ok;
    }
}
