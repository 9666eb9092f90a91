// SPDX-License-Identifier: Apache-2.0

namespace Attestation.EventLogs;

/// <summary>How a quoted register and a log agree.</summary>
public enum RegisterState
{
    /// <summary>Not compared.</summary>
    NotCompared,

    /// <summary>The log has records for the register and they replay to the quoted value.</summary>
    Match,

    /// <summary>The log has records for the register and they replay to another value.</summary>
    Mismatch,

    /// <summary>The log has no record for the register: nothing is said about it, whatever it holds.</summary>
    NotInLog,
}
