// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SpirePlugin.Agent.KeyManager;

/// <summary>Shows that a key is held here (CONTRACTS, section 3.3, Possession).</summary>
/// <param name="Algorithm"><c>ecdsa-sha256</c> or <c>rsa-pkcs1-sha256</c>.</param>
/// <param name="Value">ECDSA in DER, or RSA PKCS#1 v1.5, over the digest D.</param>
internal sealed record PossessionSignature(string Algorithm, ReadOnlyMemory<byte> Value);
