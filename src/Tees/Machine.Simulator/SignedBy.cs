// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Machine.Simulator;

/// <summary>Whose signature a simulated document carries.</summary>
public enum SignedBy
{
    /// <summary>That of the key that should sign.</summary>
    RightKey = 0,

    /// <summary>That of the right key with its last bit flipped.</summary>
    RightKeyThenCorrupted,

    /// <summary>A valid signature of the same kind by a key that nobody vouches for.</summary>
    Stranger,
}
