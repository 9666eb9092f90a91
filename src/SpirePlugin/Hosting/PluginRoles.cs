// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.SpirePlugin.Agent.KeyManager;
using Attestation.SpirePlugin.Agent.NodeAttestor;
using Attestation.SpirePlugin.Agent.WorkloadAttestor;
using Attestation.SpirePlugin.Server.CredentialComposer;

namespace Attestation.SpirePlugin.Hosting;

/// <summary>The roles of this program, one a line.</summary>
internal static class PluginRoles
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<IPluginRole> All { get; } =
    [
        new NodeAttestorRole(),
        new KeyManagerRole(),
        new WorkloadAttestorRole(),
        new Server.NodeAttestor.NodeAttestorRole(),
        new CredentialComposerRole(),
    ];
}
