// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Statements;

/// <summary>A digest, and how it was obtained (CONTRACTS, section 3.2, Digest).</summary>
/// <param name="Algorithm"><c>sha256</c>, <c>sha384</c>, <c>sha512</c>, or <c>hmac-sha256</c> under a key that never leaves the agent.</param>
/// <param name="Hex">Lower-case hex, as long as the algorithm says.</param>
/// <param name="From"><c>fs-verity</c>, <c>dm-verity</c>, <c>ima</c>, <c>agent-read</c>, <c>process</c> or <c>runtime</c>.</param>
public sealed record MeasuredDigest(string Algorithm, string Hex, string From);
