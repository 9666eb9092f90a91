// SPDX-License-Identifier: Apache-2.0

using Attestation.SpirePlugin.Configuration;

namespace Attestation.SpirePlugin.Agent.NodeAttestor;

/// <summary>What is in force.</summary>
/// <param name="SocketDirectory">The attestation agent's.</param>
/// <param name="TrustDomain">SPIRE's: the audience of the server's nonce.</param>
internal sealed record NodeAttestorOptions(string SocketDirectory, TrustDomainName TrustDomain);
