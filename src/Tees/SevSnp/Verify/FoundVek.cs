// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SevSnp.Verify;

/// <summary>A certificate that may be the signing key's; nothing about it is verified.</summary>
/// <param name="Product">The product whose chain it must hang under.</param>
/// <param name="Leaf">The certificate.</param>
/// <param name="IsTabled">It came with the Evidence, in the host's table.</param>
internal sealed record FoundVek(SnpProduct Product, Endorsement Leaf, bool IsTabled);
