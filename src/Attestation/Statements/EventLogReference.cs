// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Statements;

/// <summary>An event log by digest.</summary>
/// <param name="Kind"><c>ccel</c>, <c>tcg</c> or <c>ima</c>.</param>
/// <param name="Sha256">Digest of its bytes; 32 bytes.</param>
public sealed record EventLogReference(string Kind, ReadOnlyMemory<byte> Sha256);
