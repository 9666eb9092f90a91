// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Catalog;
using Attestation.Configuration;
using Attestation.Endorsing;
using Attestation.SpirePlugin.Configuration;
using Attestation.SpirePlugin.Hosting;
using Attestation.SpirePlugin.Server.Binding;
using Microsoft.Extensions.Logging;

namespace Attestation.SpirePlugin.Server.NodeAttestor;

/// <summary>Reads the options, and swaps what is in force by one reference.</summary>
/// <param name="catalog">The TEEs that policies may name.</param>
/// <param name="life">Ends background work.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">Told what weakens trust, and which Endorsements cannot be read.</param>
internal sealed partial class NodeAttestorConfiguration(TeeCatalog catalog, PluginLife life, TimeProvider clock, ILogger<NodeAttestorConfiguration> logger)
    : IPluginConfiguration, IDisposable
{
    private volatile NodeAttestorSetup? current;

    /// <summary>In force now; null until the plugin is configured.</summary>
    public NodeAttestorSetup? Current => current;

    /// <inheritdoc/>
    public Func<CancellationToken, ValueTask>? Read(ConfigSection section, TrustDomainName trustDomain)
    {
        string? state = BindingPlace.Read(section);
        ImmutableArray<NamedPolicy> policies = PolicyBlocks.Read(section, catalog.Tees);
        if (!EndorsementHosts.TryParse(section.Texts("hosts"), out EndorsementHosts? hosts, out ImmutableArray<string> problems))
        {
            section.Report("hosts", string.Join("; ", problems));
        }

        AgentPathTemplate? path = PathOf(section, trustDomain);
        ImmutableArray<string> directories = section.Texts("endorsement_dirs");
        bool online = section.Boolean("online", absent: false);
        ImmutableArray<string> selectors = section.Choices("selectors", [], SelectorKind.OptIns);
        bool unbound = section.Boolean("allow_unbound_keys_unsafe", absent: false);
        bool simulated = section.Boolean("accept_simulated_unsafe", absent: false);
        return state is null || path is null || policies.IsEmpty || hosts is null ? null : _ => Apply(new()
        {
            TrustDomain = trustDomain,
            StateDirectory = state,
            Policies = policies,
            EndorsementDirectories = directories,
            Online = online,
            Hosts = hosts,
            AgentPath = path,
            Selectors = selectors,
            AllowUnboundKeysUnsafe = unbound,
            AcceptSimulatedUnsafe = simulated,
        });
    }

    /// <inheritdoc/>
    public void Dispose() => current?.Endorsements.Dispose();

    // What is replaced may still serve an attestation: it ends with its background work.
    private ValueTask Apply(NodeAttestorOptions options)
    {
        EndorsementsAtHand endorsements = new(options, catalog, clock, logger);
        NodeAttestorSetup? before = current;
        current = new(options, endorsements);
        before?.Endorsements.Dispose();
        endorsements.Start(life.Ending);
        foreach (string each in Unsafe(options))
        {
            LogUnsafe(logger, each);
        }

        return ValueTask.CompletedTask;
    }

    private static IEnumerable<string> Unsafe(NodeAttestorOptions options) =>
    [
        .. options.AllowUnboundKeysUnsafe ? ["allow_unbound_keys_unsafe"] : Array.Empty<string>(),
        .. options.AcceptSimulatedUnsafe ? ["accept_simulated_unsafe"] : Array.Empty<string>(),
        .. options.Policies.SelectMany(each => each.Policy.Unsafe.Select(key => $"policy {each.Name}: {Spelled(key)}")),
    ];

    // As the options have it; what it is set to, such as a digest, stays as it is.
    private static string Spelled(string weakened)
    {
        string key = weakened.Split(' ', 2)[0];
        return ConfigKey.Snake(key) + weakened[key.Length..];
    }

    private static AgentPathTemplate? PathOf(ConfigSection section, TrustDomainName trustDomain)
    {
        string text = section.Text("agent_path_template") ?? AgentPathTemplate.Default;
        if (AgentPathTemplate.TryParse(text, trustDomain.Name, out AgentPathTemplate? template, out string? reason))
        {
            return template;
        }

        section.Report("agent_path_template", reason);
        return null;
    }

    [LoggerMessage(641, LogLevel.Warning, "Trust is weakened by the configuration")]
    private static partial void LogUnsafe(ILogger logger, string setting);
}
