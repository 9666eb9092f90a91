// SPDX-License-Identifier: Apache-2.0

namespace Attestation.EventLogs;

/// <summary>Why a log that replays may still be read in two ways.</summary>
public enum AmbiguityKind
{
    /// <summary>Nothing found.</summary>
    None,

    /// <summary>A register has two separators, so "before" and "after the firmware" mean nothing.</summary>
    DuplicateSeparator,

    /// <summary>A register into which the firmware measures has no separator.</summary>
    MissingSeparator,

    /// <summary>A record of another type has a separator's digest.</summary>
    DisguisedSeparator,

    /// <summary>A record says that it is a separator, and its digest is of something else.</summary>
    FalseSeparator,

    /// <summary>A record whose type the profile does not name, before the firmware handed over.</summary>
    UnknownEventType,

    /// <summary>A second startup locality, one after PCR 0 was extended, or one that is not 0, 3 or 4.</summary>
    StartupLocality,
}
