// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Configuration;
using Attestation.SpirePlugin.Configuration;
using Attestation.SpirePlugin.Server.Binding;

namespace Attestation.SpirePlugin.Server.CredentialComposer;

/// <summary>Reads the options; the first that are put in force open the socket that node attestors hand keys over by.</summary>
/// <param name="keys">Where records are kept.</param>
internal sealed class ComposerConfiguration(ExpectedKeys keys) : IPluginConfiguration, IAsyncDisposable, IDisposable
{
    private const string PrefixesKey = "agent_path_prefixes";
    private const string AgentRoot = "/spire/agent/";

    private static readonly ImmutableArray<string> DefaultPrefixes = [AgentRoot + "tee/"];

    private volatile ComposerOptions? current;
    private BindingServer? server;

    /// <summary>In force now; null until the plugin is configured.</summary>
    public ComposerOptions? Current => current;

    /// <inheritdoc/>
    public Func<CancellationToken, ValueTask>? Read(ConfigSection section, TrustDomainName trustDomain)
    {
        string? state = BindingPlace.Read(section);
        ImmutableArray<string> given = section.Texts(PrefixesKey);
        ImmutableArray<string> prefixes = section.Has(PrefixesKey) ? given : DefaultPrefixes;
        bool stamp = section.Boolean("stamp_evidence", absent: false);
        if (prefixes.IsEmpty || prefixes.Any(each => !each.StartsWith(AgentRoot, StringComparison.Ordinal) || !each.EndsWith('/')))
        {
            section.Report(PrefixesKey, $"want at least one path that begins with \"{AgentRoot}\" and ends with \"/\"");
            return null;
        }

        return state is null ? null : cancel => ApplyAsync(new(trustDomain, state, prefixes, stamp), cancel);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => server?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async ValueTask ApplyAsync(ComposerOptions wanted, CancellationToken cancellationToken)
    {
        BindingServer? replaced = null;
        if (current?.StateDirectory != wanted.StateDirectory)
        {
            BindingServer opened = await BindingServer.StartAsync(wanted.StateDirectory, keys, () => current, cancellationToken).ConfigureAwait(false);
            (replaced, server) = (server, opened);
        }

        current = wanted;
        await (replaced?.DisposeAsync() ?? ValueTask.CompletedTask).ConfigureAwait(false);
    }
}
