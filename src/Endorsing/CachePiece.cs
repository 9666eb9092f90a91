// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Endorsing;

/// <summary>A document in a cache.</summary>
/// <param name="Suffix">Its suffix.</param>
/// <param name="Sha256">Hex SHA-256 of its bytes: its file's name.</param>
internal sealed record CachePiece(string Suffix, string Sha256);
