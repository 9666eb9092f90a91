// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Configuration;
using Attestation.Kernel;
using Attestation.SpirePlugin.Configuration;
using Attestation.SpirePlugin.Metrics;
using Attestation.SpirePlugin.Server.Binding;

namespace Attestation.SpirePlugin.Server.CredentialComposer;

/// <summary>Reads the options; the first that are put in force open the socket that node attestors hand keys over by.</summary>
/// <param name="keys">Where records are kept.</param>
/// <param name="metrics">Counts hand-overs.</param>
/// <param name="peers">Who connects to the socket.</param>
internal sealed class ComposerConfiguration(ExpectedKeys keys, IPluginMetrics metrics, IPeerCredentials peers) : IPluginConfiguration, IAsyncDisposable, IDisposable
{
    private const string PrefixesKey = "agent_path_prefixes";

    private volatile ComposerOptions? current;
    private BindingServer? server;

    /// <summary>In force now; null until the plugin is configured.</summary>
    public ComposerOptions? Current => current;

    /// <inheritdoc/>
    public Func<CancellationToken, ValueTask>? Read(ConfigSection section, TrustDomainName trustDomain)
    {
        string? state = BindingPlace.Read(section);
        ImmutableArray<string> named = section.Texts(PrefixesKey);
        ImmutableArray<string> prefixes = section.Has(PrefixesKey) ? named : [AgentPathPrefix.Default];
        bool stamp = section.Boolean("stamp_evidence", absent: false);
        if (prefixes.IsEmpty || !prefixes.All(AgentPathPrefix.Is))
        {
            section.Report(PrefixesKey, $"want at least one path that begins with \"{AgentPathPrefix.Root}\" and ends with \"/\", between them letters, digits and \"._-\"");
            return null;
        }

        return state is null ? null : cancel => ApplyAsync(new(trustDomain, state, prefixes, stamp), cancel);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => server?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    // Another directory is taken before the old one is left: refused, everything stays as it was.
    private async ValueTask ApplyAsync(ComposerOptions wanted, CancellationToken cancellationToken)
    {
        if (current?.StateDirectory == wanted.StateDirectory)
        {
            current = wanted;
            return;
        }

        BindingService service = new(keys, metrics, () => current);
        BindingServer opened = await BindingServer.StartAsync(wanted.StateDirectory, service, peers, cancellationToken).ConfigureAwait(false);
        BindingServer? before = server;
        server = opened;
        current = wanted;
        await (before?.DisposeAsync() ?? ValueTask.CompletedTask).ConfigureAwait(false);
    }
}
