// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Catalog;
using Attestation.Endorsing;
using Microsoft.Extensions.Logging;

namespace Attestation.SpirePlugin.Server.NodeAttestor;

/// <summary>Endorsements for the appraisal: folders, and what background work fetched. An attestation never waits for a vendor's service.</summary>
internal sealed partial class EndorsementsAtHand : IDisposable
{
    /// <summary>Memory and disk answer within this; what a service is asked for is there at the SPIRE agent's next attempt.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private readonly NodeAttestorOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly EndorsementTrust trust;
    private readonly HttpEndorsementSource? source;
    private readonly EndorsementStore? store;
    private readonly EndorsementPlanner? planner;
    private CancellationTokenSource? running;
    private volatile Endorsements given;

    public EndorsementsAtHand(NodeAttestorOptions options, TeeCatalog catalog, TimeProvider clock, ILogger logger)
    {
        (this.options, this.clock, this.logger) = (options, clock, logger);
        trust = new(catalog.Tees, [.. options.Policies.SelectMany(each => each.Policy.RootsUnsafe)]);
        given = Load();
        if (options.Online)
        {
            EndorsementLimits limits = new();
            source = new(options.Hosts, limits, clock);
            store = new(trust, new(Path.Combine(options.StateDirectory, "endorsements"), trust, new(), clock), source, limits, clock);
            planner = new(trust, store) { Policy = options.Policies[0].Policy };
        }
    }

    /// <summary>Begins to read folders again, and to renew documents ahead of their time.</summary>
    /// <param name="stop">Ends it.</param>
    public void Start(CancellationToken stop)
    {
        running = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _ = new EndorsementRefresher(Reloaded, clock).RunAsync(running.Token);
    }

    /// <summary>What is at hand for this Evidence.</summary>
    /// <exception cref="RefusedException">Something is being fetched: an outage, and not a refusal.</exception>
    public async ValueTask<Endorsements> ForAsync(ImmutableArray<Evidence> evidences, CancellationToken cancellationToken)
    {
        if (planner is null)
        {
            return given;
        }

        try
        {
            GatheredEndorsements gathered = await planner.GatherAsync(evidences, given, cancellationToken).AsTask().WaitAsync(Patience, clock, cancellationToken).ConfigureAwait(false);
            return gathered.All;
        }
        catch (TimeoutException)
        {
            throw new RefusedException(Refusal.Outage("endorsements", "endorsements for this platform are being fetched; try again"));
        }
    }

    /// <inheritdoc/>
    /// <remarks>Any number of times: whoever is registered under two names is disposed twice.</remarks>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref running, null) is { } stopped)
        {
            stopped.Cancel();
            stopped.Dispose();
        }

        store?.Dispose();
        source?.Dispose();
    }

    // Each minute: folders are read again before the store is asked what is due.
    private EndorsementStore? Reloaded()
    {
        given = Load();
        return store;
    }

    private Endorsements Load() => EndorsementDirectory.LoadAll(options.EndorsementDirectories, trust.Tees, problem => LogUnreadable(logger, problem.ToString()));

    [LoggerMessage(642, LogLevel.Warning, "Endorsements cannot be read")]
    private static partial void LogUnreadable(ILogger logger, string error);
}
