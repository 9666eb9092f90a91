// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SpirePlugin.Server.NodeAttestor;

/// <summary>What an agent answers to the nonce, as received.</summary>
/// <param name="Statement">The node statement's bytes.</param>
/// <param name="Proof">Its <c>.tlog-proof</c>.</param>
/// <param name="LogStart">Leaf 0.</param>
/// <param name="LogStartProof">Its <c>.tlog-proof</c> in the same checkpoint.</param>
/// <param name="LogKey">32 bytes.</param>
/// <param name="Evidence">The Evidence document.</param>
internal sealed record NodeAnswer(
    ReadOnlyMemory<byte> Statement,
    ReadOnlyMemory<byte> Proof,
    ReadOnlyMemory<byte> LogStart,
    ReadOnlyMemory<byte> LogStartProof,
    ReadOnlyMemory<byte> LogKey,
    ReadOnlyMemory<byte> Evidence);
