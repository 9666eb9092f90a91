// SPDX-License-Identifier: Apache-2.0

using Attestation.Configuration;
using Attestation.SpirePlugin.Configuration;

namespace Attestation.SpirePlugin.Agent.NodeAttestor;

/// <summary>Options of the agent's node attestor: where the attestation agent is.</summary>
internal sealed class NodeAttestorConfiguration : IPluginConfiguration
{
    private volatile NodeAttestorOptions? current;

    /// <summary>In force now; null until the plugin is configured.</summary>
    public NodeAttestorOptions? Current => current;

    /// <inheritdoc/>
    public Func<CancellationToken, ValueTask>? Read(ConfigSection section, TrustDomainName trustDomain) =>
        AgentSockets.Read(section) is { } directory
            ? _ =>
            {
                current = new(directory, trustDomain);
                return ValueTask.CompletedTask;
            }
            : null;
}
