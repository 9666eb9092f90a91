// SPDX-License-Identifier: Apache-2.0

namespace Attestation.TransparencyLog;

/// <summary>Holds the Ed25519 log key of one run (RFC 8032); the private key never leaves it.</summary>
/// <remarks>Deterministic: the same message gives the same signature, so that the note of an older checkpoint can be made again. Thread-safe.</remarks>
public interface INoteSigner
{
    /// <summary>The raw public key; 32 bytes.</summary>
    ReadOnlyMemory<byte> PublicKey { get; }

    /// <summary>Signs the message itself, not a hash of it.</summary>
    /// <param name="message">A note's text.</param>
    /// <param name="signature">Receives 64 bytes.</param>
    void Sign(ReadOnlySpan<byte> message, Span<byte> signature);
}
