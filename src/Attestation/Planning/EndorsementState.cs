// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Planning;

/// <summary>What an Endorsement is worth at an instant.</summary>
public enum EndorsementState
{
    /// <summary>It is not what its name says, or its chain ends in no accepted root.</summary>
    Refused = 0,

    /// <summary>Authentic, and past its dates.</summary>
    Expired,

    /// <summary>Authentic, and issued in the future: one of the two clocks is wrong.</summary>
    NotYetValid,

    /// <summary>Authentic and in date.</summary>
    Valid,
}
