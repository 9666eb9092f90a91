// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Kernel;

/// <summary>What came of a <see cref="Probe"/>.</summary>
public enum ProbeOutcome
{
    /// <summary>It is not there.</summary>
    Absent = 0,

    /// <summary>It is there and cannot be used.</summary>
    Unusable,

    /// <summary>It is there, can be used, and something better was found.</summary>
    Spare,

    /// <summary>It is used.</summary>
    Used,
}
