// SPDX-License-Identifier: Apache-2.0

using Attestation.Configuration;
using Attestation.SpirePlugin.Configuration;

namespace Attestation.SpirePlugin.Agent.WorkloadAttestor;

/// <summary>Options of the agent's workload attestor.</summary>
internal sealed class WorkloadAttestorConfiguration : IPluginConfiguration
{
    /// <summary>Largest program that a limit may name, 16 GiB.</summary>
    private const long MostBytes = 1L << 34;

    private const long UsualBytes = 256L << 20;

    private volatile WorkloadAttestorOptions? current;

    /// <summary>In force now; null until the plugin is configured.</summary>
    public WorkloadAttestorOptions? Current => current;

    /// <inheritdoc/>
    public Func<CancellationToken, ValueTask>? Read(ConfigSection section, TrustDomainName trustDomain)
    {
        string? directory = AgentSockets.Read(section);
        long maxBytes = section.Integer("max_binary_size", 1, MostBytes) ?? UsualBytes;
        bool allowBrokerPids = section.Boolean("allow_broker_pids_unsafe", absent: false);
        return directory is null
            ? null
            : _ =>
            {
                current = new(directory, maxBytes, allowBrokerPids);
                return ValueTask.CompletedTask;
            };
    }
}
