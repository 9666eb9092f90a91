// SPDX-License-Identifier: Apache-2.0

namespace Attestation.TransparencyLog;

/// <summary>What a note says of one key. Zero is distrust.</summary>
public enum NoteVerdict
{
    /// <summary>The key has no signature line.</summary>
    Unsigned = 0,

    /// <summary>The key's one signature is over the text.</summary>
    Signed,

    /// <summary>The key has more than one signature line.</summary>
    SignedTwice,

    /// <summary>The key's line does not verify: the note is refused, whatever other lines say.</summary>
    WrongSignature,
}
