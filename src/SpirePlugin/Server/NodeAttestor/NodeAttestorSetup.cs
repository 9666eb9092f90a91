// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SpirePlugin.Server.NodeAttestor;

/// <summary>What is in force: an attestation takes it once, at its start.</summary>
/// <param name="Options">The options.</param>
/// <param name="Endorsements">What they lead to.</param>
internal sealed record NodeAttestorSetup(NodeAttestorOptions Options, EndorsementsAtHand Endorsements);
