// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Machine.Simulator;

/// <summary>Signatures as a script wants them.</summary>
public static class Signatures
{
    /// <summary>Signs with the right key or a stranger's of the same kind, and corrupts what the script wants corrupted.</summary>
    /// <param name="signedBy">What the script wants.</param>
    /// <param name="right">The key that should sign.</param>
    /// <param name="sign">Signs with the key it is given; ECDSA in either form.</param>
    public static byte[] By(this SignedBy signedBy, SimulatedKey right, Func<SimulatedKey, byte[]> sign)
    {
        byte[] signature = sign(signedBy == SignedBy.Stranger ? new SimulatedKeys(null).Create(right.Kind, "stranger") : right);
        if (signedBy == SignedBy.RightKeyThenCorrupted)
        {
            // The lowest bit of s: the encoding stays valid and both numbers stay in range.
            signature[^1] ^= 1;
        }

        return signature;
    }

    /// <summary>A raw signature, r then s.</summary>
    /// <inheritdoc cref="By(SignedBy, SimulatedKey, Func{SimulatedKey, byte[]})"/>
    public static byte[] Over(this SignedBy signedBy, SimulatedKey right, byte[] signed) => signedBy.By(right, key => key.Sign(signed));
}
