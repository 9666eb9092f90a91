// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SevSnp.Simulator;

/// <summary>AMD's certificates.</summary>
public enum AmdRole
{
    /// <summary>The root.</summary>
    Ark = 0,

    /// <summary>ASK, or ASVK where a VLEK signs.</summary>
    Issuer,

    /// <summary>ASVK, or ASK where a VLEK signs: of the wrong kind.</summary>
    Sibling,

    /// <summary>VCEK or VLEK.</summary>
    Leaf,
}
