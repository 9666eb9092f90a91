// SPDX-License-Identifier: Apache-2.0

using Attestation.EndToEnd.Processes;

namespace Attestation.EndToEnd.Clients;

/// <summary>One agent for the tests of a class, none of which may end it.</summary>
public sealed class RunningAgent : IAsyncLifetime
{
    private AgentProcess? agent;

    internal AgentSite Site { get; } = new();

    public async ValueTask InitializeAsync() => agent = await Site.StartAsync();

    public ValueTask DisposeAsync()
    {
        agent?.Dispose();
        Site.Dispose();
        return ValueTask.CompletedTask;
    }
}
