// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using Attestation.Wire;
using Layout = Attestation.EventLogs.AcpiCcelTableLayout;

namespace Attestation.EventLogs;

/// <summary>The ACPI table that says where a confidential guest's event log lies. Not measured: nothing rests on it.</summary>
public sealed class CcelTable : IWire<CcelTable>
{
    private const string Structure = "CCEL table";
    private const byte KnownRevision = 1;

    private CcelTable(ReadOnlyMemory<byte> raw) => Raw = raw;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>ACPI 6.5 table 5.105: 0 none, 1 AMD SEV, 2 Intel TDX; others are kept as they are.</summary>
    public byte CcType => Raw.Span.U8(Layout.CcType);

    /// <summary>Kind of the TEE; meaning given by its vendor.</summary>
    public byte CcSubtype => Raw.Span.U8(Layout.CcSubtype);

    /// <summary>Length of the log's area in bytes, padding included.</summary>
    public ulong LogAreaMinimumLength => Raw.Span.U64(Layout.LogAreaMinimumLength);

    /// <summary>Physical address of the log's area.</summary>
    public ulong LogAreaStartAddress => Raw.Span.U64(Layout.LogAreaStartAddress);

    /// <inheritdoc/>
    public static bool TryParse(
        ReadOnlyMemory<byte> bytes,
        [NotNullWhen(true)] out CcelTable? parsed,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        malformed = Fault(bytes.Span);
        parsed = malformed is null ? new CcelTable(bytes) : null;
        return malformed is null;
    }

    private static Malformed? Fault(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Layout.Size)
        {
            return Wrong(Layout.Length, $"got {bytes.Length} bytes, want {Layout.Size}");
        }

        if (!bytes.Bytes(Layout.Signature).SequenceEqual("CCEL"u8))
        {
            return Wrong(Layout.Signature, $"got {Hex.Of(bytes.Bytes(Layout.Signature))}, want {Hex.Of("CCEL"u8)}");
        }

        if (bytes.U32(Layout.Length) != Layout.Size)
        {
            return Wrong(Layout.Length, $"got {bytes.U32(Layout.Length)}, want {Layout.Size}");
        }

        if (bytes.U8(Layout.Revision) != KnownRevision)
        {
            return Wrong(Layout.Revision, $"got {bytes.U8(Layout.Revision)}, want {KnownRevision}");
        }

        if (FieldReading.FirstNonZeroReserved(bytes, Layout.All) is { } reserved)
        {
            return Wrong(reserved, $"got {Hex.Of(bytes.Bytes(reserved))}, want zero");
        }

        int sum = Sum(bytes) & 0xFF;
        return sum == 0 ? null : Wrong(Layout.Checksum, $"all bytes add up to {sum} modulo 256, want 0");
    }

    private static int Sum(ReadOnlySpan<byte> bytes)
    {
        int sum = 0;
        foreach (byte value in bytes)
        {
            sum += value;
        }

        return sum;
    }

    private static Malformed Wrong(Field field, string reason) => new(Structure, field.Name, reason);
}
