// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;

namespace Attestation.Wire;

/// <summary>Reads Fields out of a structure's bytes, little-endian unless the name says otherwise.</summary>
public static class FieldReading
{
    extension(ReadOnlySpan<byte> structure)
    {
        /// <summary>The field's bytes.</summary>
        public ReadOnlySpan<byte> Bytes(Field field) => structure.Slice(field.Offset, field.Length);

        /// <summary>An unsigned byte.</summary>
        public byte U8(Field field) => structure.Bytes(field)[0];

        /// <summary>A little-endian 16-bit number.</summary>
        public ushort U16(Field field) => BinaryPrimitives.ReadUInt16LittleEndian(structure.Bytes(field));

        /// <summary>A little-endian 32-bit number.</summary>
        public uint U32(Field field) => BinaryPrimitives.ReadUInt32LittleEndian(structure.Bytes(field));

        /// <summary>A little-endian 64-bit number.</summary>
        public ulong U64(Field field) => BinaryPrimitives.ReadUInt64LittleEndian(structure.Bytes(field));
    }

    extension(ReadOnlyMemory<byte> structure)
    {
        /// <summary>The field's bytes, sharing memory with the structure.</summary>
        public ReadOnlyMemory<byte> Bytes(Field field) => structure.Slice(field.Offset, field.Length);
    }

    /// <summary>The first field of <paramref name="layout"/> that must be zero and is not, or null.</summary>
    /// <param name="structure">The structure's bytes; at least as long as the layout.</param>
    /// <param name="layout">All fields of the structure.</param>
    public static Field? FirstNonZeroReserved(ReadOnlySpan<byte> structure, ReadOnlySpan<Field> layout)
    {
        foreach (Field field in layout)
        {
            if (field.MustBeZero && structure.Bytes(field).ContainsAnyExcept((byte)0))
            {
                return field;
            }
        }

        return null;
    }
}
