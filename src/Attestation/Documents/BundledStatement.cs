// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Documents;

/// <summary>A statement of a bundle.</summary>
/// <param name="Bytes">The received bytes: the leaf.</param>
/// <param name="Log">Index into the bundle's logs.</param>
/// <param name="Proof">A <c>.tlog-proof</c> file whose checkpoint equals that log's.</param>
public sealed record BundledStatement(ReadOnlyMemory<byte> Bytes, int Log, ReadOnlyMemory<byte> Proof);
