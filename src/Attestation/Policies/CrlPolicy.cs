// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Policies;

/// <summary>What becomes of a revocation list that is not there.</summary>
public enum CrlPolicy
{
    /// <summary>Absent is a failure.</summary>
    Required = 0,

    /// <summary>Absent is a warning; one that is there must hold.</summary>
    IfPresentUnsafe,
}
