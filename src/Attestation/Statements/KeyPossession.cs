// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Statements;

/// <summary>A signature by the key that a statement is about.</summary>
/// <param name="Spki">SHA-256 of <paramref name="Key"/>; 32 bytes.</param>
/// <param name="Key">DER of the SubjectPublicKeyInfo.</param>
/// <param name="Algorithm"><c>ecdsa-sha256</c>, <c>rsa-pkcs1-sha256</c> or <c>ed25519</c>.</param>
/// <param name="Signature">Over the possession digest.</param>
public sealed record KeyPossession(ReadOnlyMemory<byte> Spki, ReadOnlyMemory<byte> Key, string Algorithm, ReadOnlyMemory<byte> Signature);
