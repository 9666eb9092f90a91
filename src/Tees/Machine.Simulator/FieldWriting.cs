// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using Attestation.Wire;

namespace Attestation.Machine.Simulator;

/// <summary>Places bytes by a Layout, the counterpart of <see cref="FieldReading"/>; only simulators write Evidence.</summary>
public static class FieldWriting
{
    /// <summary>Writes bytes of exactly the field's length.</summary>
    /// <exception cref="ArgumentException">The value has another length.</exception>
    public static void Put(this byte[] structure, Field field, ReadOnlySpan<byte> value)
    {
        if (value.Length != field.Length)
        {
            throw new ArgumentException($"{field.Name} got {value.Length} bytes, want {field.Length}", nameof(value));
        }

        value.CopyTo(structure.AsSpan(field.Offset, field.Length));
    }

    /// <summary>Writes a little-endian number of the field's length, 1 to 8 bytes.</summary>
    /// <exception cref="ArgumentException">The number does not fit.</exception>
    public static void Put(this byte[] structure, Field field, ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        if (bytes[field.Length..].ContainsAnyExcept((byte)0))
        {
            throw new ArgumentException($"{field.Name} got {value}, want a number of {field.Length} bytes", nameof(value));
        }

        bytes[..field.Length].CopyTo(structure.AsSpan(field.Offset, field.Length));
    }
}
