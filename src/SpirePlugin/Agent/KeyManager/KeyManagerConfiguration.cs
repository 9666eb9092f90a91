// SPDX-License-Identifier: Apache-2.0

using Attestation.Configuration;
using Attestation.SpirePlugin.Configuration;

namespace Attestation.SpirePlugin.Agent.KeyManager;

/// <summary>Options of the agent's key manager: where the attestation agent is that hears of its keys.</summary>
/// <param name="sockets">Keeps it.</param>
/// <param name="holding">Tells it of the keys from then on.</param>
internal sealed class KeyManagerConfiguration(AgentSockets sockets, KeyHolding holding) : IPluginConfiguration
{
    /// <inheritdoc/>
    public Func<CancellationToken, ValueTask>? Read(ConfigSection section, TrustDomainName trustDomain) =>
        AgentSockets.Read(section) is { } directory
            ? _ =>
            {
                sockets.Directory.Set(directory);
                holding.Start();
                return ValueTask.CompletedTask;
            }
            : null;
}
