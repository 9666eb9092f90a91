// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Statements;

/// <summary>The running agent's executable, as it says.</summary>
/// <param name="Sha256">Digest of the executable; 32 bytes.</param>
/// <param name="Version">Its version.</param>
public sealed record AgentIdentity(ReadOnlyMemory<byte> Sha256, string Version);
