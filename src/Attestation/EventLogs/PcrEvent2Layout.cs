// SPDX-License-Identifier: Apache-2.0

using Attestation.Wire;

namespace Attestation.EventLogs;

/// <summary>
/// TCG_PCR_EVENT2 up to the first digest. TCG PC Client Platform Firmware Profile 1.06 rev 52, section 10.2.2. 12 bytes, little-endian;
/// then for each digest its algorithm (u16) and bytes, then the event's length (u32) and bytes.
/// </summary>
public static class PcrEvent2Layout
{
    /// <summary>Register that was extended.</summary>
    public static readonly Field PcrIndex = new(nameof(PcrIndex), 0, 4);

    /// <summary>Type of the event.</summary>
    public static readonly Field EventType = new(nameof(EventType), 4, 4);

    /// <summary>Number of digests that follow.</summary>
    public static readonly Field DigestCount = new(nameof(DigestCount), 8, 4);

    /// <summary>All fields in order.</summary>
    public static ReadOnlySpan<Field> All => new[] { PcrIndex, EventType, DigestCount };

    /// <summary>Length of the fixed part in bytes.</summary>
    public static int Size => DigestCount.End;
}
