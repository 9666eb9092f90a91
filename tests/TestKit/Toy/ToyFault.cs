// SPDX-License-Identifier: Apache-2.0

namespace Attestation.TestKit.Toy;

/// <summary>What a toy TEE does wrong, so that a law can be seen to catch it.</summary>
public enum ToyFault
{
    None = 0,

    /// <summary>The first byte of the payload is not authenticated.</summary>
    IgnoresAByte,

    /// <summary>A report without its last byte is taken for a whole one.</summary>
    PadsTheReport,

    /// <summary>A truncated report is refused as stale instead of as malformed.</summary>
    MisjudgesTruncation,

    /// <summary>The key's dates are not looked at.</summary>
    IgnoresDates,

    /// <summary>Without the key nothing is checked.</summary>
    IgnoresAbsence,

    /// <summary>Any key will do.</summary>
    PinsNothing,

    /// <summary>The key is used and not reported.</summary>
    HidesItsUse,

    /// <summary>A wrong version is an exception.</summary>
    Throws,

    /// <summary>A payload that passed once passes for ever.</summary>
    RemembersThePayload,

    /// <summary>What it says differs from time to time.</summary>
    IsFickle,

    /// <summary>A bad signature is only a warning.</summary>
    WarnsOnly,
}
