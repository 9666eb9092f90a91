// SPDX-License-Identifier: Apache-2.0

using Attestation.Wire;

namespace Attestation.EventLogs;

/// <summary>
/// TCG_PCClientPCREvent up to the event. TCG PC Client Platform Firmware Profile 1.06 rev 52, section 10.2.1. 32 bytes, little-endian.
/// </summary>
public static class PcrEventLayout
{
    /// <summary>Register that was extended.</summary>
    public static readonly Field PcrIndex = new(nameof(PcrIndex), 0, 4);

    /// <summary>Type of the event.</summary>
    public static readonly Field EventType = new(nameof(EventType), 4, 4);

    /// <summary>SHA-1 digest; zero in a spec id event.</summary>
    public static readonly Field Digest = new(nameof(Digest), 8, 20);

    /// <summary>Length of the event that follows, in bytes.</summary>
    public static readonly Field EventDataSize = new(nameof(EventDataSize), 28, 4);

    /// <summary>All fields in order.</summary>
    public static ReadOnlySpan<Field> All => new[] { PcrIndex, EventType, Digest, EventDataSize };

    /// <summary>Length of the fixed part in bytes.</summary>
    public static int Size => EventDataSize.End;
}
