// SPDX-License-Identifier: Apache-2.0

namespace Attestation.EventLogs;

/// <summary>A bank that a log declares.</summary>
/// <param name="Algorithm">The bank's hash algorithm; may be one this project does not know.</param>
/// <param name="Size">Length of its digests in bytes, as declared; of known algorithms, the right one.</param>
public readonly record struct DigestBank(DigestAlgorithm Algorithm, int Size);
