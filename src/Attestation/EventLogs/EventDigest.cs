// SPDX-License-Identifier: Apache-2.0

namespace Attestation.EventLogs;

/// <summary>One digest of one record.</summary>
/// <param name="Algorithm">The bank it was extended into.</param>
/// <param name="Value">The digest; shares memory with the log.</param>
public readonly record struct EventDigest(DigestAlgorithm Algorithm, ReadOnlyMemory<byte> Value);
