// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Tdx.Simulator;

/// <summary>How the event log relates to what was measured.</summary>
public enum EventLogForm
{
    /// <summary>It replays to the registers.</summary>
    Faithful = 0,

    /// <summary>There is none: Evidence without the part <c>ccel</c>.</summary>
    Absent,

    /// <summary>Its last event is missing.</summary>
    EventMissing,

    /// <summary>It has no event of the register that was extended last.</summary>
    RegisterMissing,

    /// <summary>The first event's digest has one bit flipped.</summary>
    DigestChanged,

    /// <summary>It ends in the middle of a record.</summary>
    Truncated,
}
