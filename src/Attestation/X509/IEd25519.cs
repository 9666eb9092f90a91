// SPDX-License-Identifier: Apache-2.0

namespace Attestation.X509;

/// <summary>Verifies Ed25519 signatures (RFC 8032, section 5.1.7), which the base class library does not.</summary>
/// <remarks>
/// The one meaning: the plain equation without cofactor, S below the group's order, no key of small order and none that is not
/// canonical; where two libraries differ, the stricter one is right. Thread-safe, pure.
/// </remarks>
public interface IEd25519
{
    /// <summary>True where the signature is over exactly this message by this key; false on anything else, wrong lengths included.</summary>
    /// <param name="publicKey">32 bytes.</param>
    /// <param name="message">What was signed; not hashed before.</param>
    /// <param name="signature">64 bytes.</param>
    bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature);
}
