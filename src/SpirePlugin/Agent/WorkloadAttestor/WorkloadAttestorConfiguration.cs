// SPDX-License-Identifier: Apache-2.0

using Attestation.Configuration;
using Attestation.SpirePlugin.Configuration;

namespace Attestation.SpirePlugin.Agent.WorkloadAttestor;

/// <summary>Options of the agent's workload attestor.</summary>
/// <param name="sockets">Keeps where the attestation agent is.</param>
internal sealed class WorkloadAttestorConfiguration(AgentSockets sockets) : IPluginConfiguration
{
    /// <summary>Largest program that a limit may name, 16 GiB.</summary>
    private const long MostBytes = 1L << 34;

    /// <inheritdoc/>
    public Func<CancellationToken, ValueTask>? Read(ConfigSection section, TrustDomainName trustDomain)
    {
        string? directory = AgentSockets.Read(section);

        // Read and checked; measuring, which they are for, comes with MeasureProcess.
        section.Integer("max_binary_size", 1, MostBytes);
        section.Boolean("allow_broker_pids_unsafe", absent: false);
        return directory is null
            ? null
            : _ =>
            {
                sockets.Directory.Set(directory);
                return ValueTask.CompletedTask;
            };
    }
}
