// SPDX-License-Identifier: Apache-2.0

namespace Attestation.TransparencyLog;

/// <summary>One signature line of a note, unverified.</summary>
/// <param name="Name">The key's name.</param>
/// <param name="KeyId">The key's number.</param>
/// <param name="Signature">What follows the number; its form is the key type's.</param>
public sealed record NoteSignature(string Name, uint KeyId, ReadOnlyMemory<byte> Signature);
