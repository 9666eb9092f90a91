// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Statements;

namespace Attestation.SpirePlugin.Server.NodeAttestor;

/// <summary>A node statement that at least one policy accepts.</summary>
/// <param name="Statement">What it says.</param>
/// <param name="Policies">Names of the policies that pass, in the order of the configuration.</param>
/// <param name="Claims">What the Evidence says; the same under every policy but for what a policy waives.</param>
/// <param name="Simulated">True where the chain ends in a simulator's root.</param>
/// <param name="Origin">The log's.</param>
/// <param name="Leaf">The statement's index.</param>
/// <param name="CheckpointSha256">SHA-256 of the checkpoint's text; 32 bytes.</param>
internal sealed record AppraisedNode(
    NodeStatement Statement, ImmutableArray<string> Policies, Claims Claims, bool Simulated, string Origin, long Leaf, ReadOnlyMemory<byte> CheckpointSha256);
