// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Kernel;

/// <summary>What fs-verity enforces of a file: the hash of its fsverity_descriptor, which is not the hash of its bytes.</summary>
/// <param name="Algorithm"><c>sha256</c> or <c>sha512</c>.</param>
/// <param name="Hex">The digest in lower-case hex.</param>
public sealed record VerityDigest(string Algorithm, string Hex);
