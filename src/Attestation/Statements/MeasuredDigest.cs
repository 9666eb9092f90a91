// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Statements;

/// <summary>A digest of something that a process has, with how it was obtained (CONTRACTS, section 3.2).</summary>
/// <param name="Algorithm"><c>sha256</c>, <c>sha384</c>, <c>sha512</c>, or <c>hmac-sha256</c> under a key that never leaves the agent.</param>
/// <param name="Digest">As long as the algorithm says.</param>
/// <param name="From"><c>fs-verity</c>, <c>dm-verity</c>, <c>ima</c>, <c>agent-read</c>, <c>process</c> or <c>runtime</c>.</param>
public sealed record MeasuredDigest(string Algorithm, ReadOnlyMemory<byte> Digest, string From);
