// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SevSnp.Simulator;

/// <summary>How a report's signature is made and written.</summary>
public enum SignatureForm
{
    /// <summary>By the certified key, little-endian, zero around it.</summary>
    Honest = 0,

    /// <summary>The same with s replaced by n - s, which verifies too.</summary>
    OtherS,

    /// <summary>The same with one bit of s flipped.</summary>
    Corrupted,

    /// <summary>By a key that nobody certified.</summary>
    Stranger,

    /// <summary>R and S exchanged.</summary>
    Swapped,

    /// <summary>R and S big-endian.</summary>
    BigEndian,

    /// <summary>R of zero.</summary>
    ZeroR,

    /// <summary>S of zero.</summary>
    ZeroS,

    /// <summary>R + n in the 72 bytes of the field.</summary>
    RPlusOrder,

    /// <summary>All zero, as the firmware writes it where the key is masked.</summary>
    Absent,
}
