// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Statements;

/// <summary>A digest, and how it was obtained (CONTRACTS, section 3.2, Digest).</summary>
/// <param name="Algorithm"><c>sha256</c>, <c>sha512</c> or <c>hmac-sha256</c>.</param>
/// <param name="Hex">In lower-case hex.</param>
/// <param name="From"><c>fs-verity</c>, <c>agent-read</c>, <c>process</c>.</param>
public sealed record MeasuredDigest(string Algorithm, string Hex, string From);
