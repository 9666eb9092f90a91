// SPDX-License-Identifier: Apache-2.0

using Attestation.Wire;

namespace Attestation.EventLogs;

/// <summary>
/// CCEL, the ACPI table of a confidential-computing event log. ACPI 6.5, sections 5.2.6 (header) and 5.2.34. 56 bytes, little-endian.
/// </summary>
public static class AcpiCcelTableLayout
{
    /// <summary>"CCEL".</summary>
    public static readonly Field Signature = new(nameof(Signature), 0, 4);

    /// <summary>Length of the table: 56.</summary>
    public static readonly Field Length = new(nameof(Length), 4, 4);

    /// <summary>Revision of the table: 1.</summary>
    public static readonly Field Revision = new(nameof(Revision), 8, 1);

    /// <summary>Makes the sum of all bytes zero.</summary>
    public static readonly Field Checksum = new(nameof(Checksum), 9, 1);

    /// <summary>Maker of the firmware, ASCII.</summary>
    public static readonly Field OemId = new(nameof(OemId), 10, 6);

    /// <summary>Maker's name of the table, ASCII.</summary>
    public static readonly Field OemTableId = new(nameof(OemTableId), 16, 8);

    /// <summary>Maker's revision of the table.</summary>
    public static readonly Field OemRevision = new(nameof(OemRevision), 24, 4);

    /// <summary>Tool that made the table, ASCII.</summary>
    public static readonly Field CreatorId = new(nameof(CreatorId), 28, 4);

    /// <summary>Revision of that tool.</summary>
    public static readonly Field CreatorRevision = new(nameof(CreatorRevision), 32, 4);

    /// <summary>Which TEE keeps the registers.</summary>
    public static readonly Field CcType = new(nameof(CcType), 36, 1);

    /// <summary>Kind of that TEE.</summary>
    public static readonly Field CcSubtype = new(nameof(CcSubtype), 37, 1);

    /// <summary>Reserved.</summary>
    public static readonly Field Reserved = new(nameof(Reserved), 38, 2) { MustBeZero = true };

    /// <summary>LAML: length of the log's area in bytes, padding included.</summary>
    public static readonly Field LogAreaMinimumLength = new(nameof(LogAreaMinimumLength), 40, 8);

    /// <summary>LASA: physical address of the log's area.</summary>
    public static readonly Field LogAreaStartAddress = new(nameof(LogAreaStartAddress), 48, 8);

    /// <summary>All fields in order.</summary>
    public static ReadOnlySpan<Field> All => new[]
    {
        Signature, Length, Revision, Checksum, OemId, OemTableId, OemRevision, CreatorId, CreatorRevision, CcType, CcSubtype, Reserved,
        LogAreaMinimumLength, LogAreaStartAddress,
    };

    /// <summary>Length of the table in bytes.</summary>
    public static int Size => LogAreaStartAddress.End;
}
