// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Agent.Configuration;
using Attestation.Catalog;
using Attestation.Endorsing;
using Microsoft.Extensions.Logging;

namespace Attestation.Agent.Bundles;

/// <summary>Endorsements by configuration: folders first; then, where it says online, the cache in the state directory and the vendors' services.</summary>
/// <param name="live">What the configuration says; a reload builds the services anew.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">Told what is missing.</param>
internal sealed partial class PlannedEndorsements(LiveOptions live, TimeProvider clock, ILogger<PlannedEndorsements> logger) : IBundleEndorsements, IDisposable
{
    private readonly EndorsementTrust trust = new(TeeCatalog.Default.Tees, []);
    private readonly Lock gate = new();
    private Services? services;

    /// <summary>Renews documents ahead of their time until the token ends it.</summary>
    public Task RefreshAsync(CancellationToken stop) =>
        new EndorsementRefresher(() => Current() is { Source: not null } online ? online.Store : null, clock).RunAsync(stop);

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<Endorsement>> ForAsync(ImmutableArray<Evidence> evidences, CancellationToken cancellationToken)
    {
        Services now = Current();
        Endorsements given = EndorsementDirectory.LoadAll(now.Options.Directories, trust.Tees, problem => LogMissing(logger, problem.ToString()));
        if (now.Source is null)
        {
            return [.. given.All];
        }

        GatheredEndorsements gathered = await new EndorsementPlanner(trust, now.Store).GatherAsync(evidences, given, cancellationToken).ConfigureAwait(false);
        foreach (EndorsementUnavailableException failure in gathered.Failures)
        {
            LogMissing(logger, failure.Message);
        }

        return [.. gathered.All.All];
    }

    /// <inheritdoc/>
    public void Dispose() => services?.Dispose();

    // What a reload replaced may still be fetching for somebody: it is left to end by itself.
    private Services Current()
    {
        EndorsementOptions options = live.Current.Endorsements;
        lock (gate)
        {
            return services?.Options == options ? services : services = Build(options);
        }
    }

    private Services Build(EndorsementOptions options)
    {
        EndorsementLimits limits = new();
        HttpEndorsementSource? source = options.Online ? new(options.Hosts, limits, clock) : null;
        EndorsementCache? cache = options.Online ? new(Path.Combine(live.Current.StateDirectory, "endorsements"), trust, new(), clock) : null;
        return new(options, source, new(trust, cache, source, limits, clock));
    }

    [LoggerMessage(151, LogLevel.Warning, "an endorsement is missing from bundles: {Why}")]
    private static partial void LogMissing(ILogger logger, string why);

    private sealed record Services(EndorsementOptions Options, HttpEndorsementSource? Source, EndorsementStore Store) : IDisposable
    {
        public void Dispose()
        {
            Store.Dispose();
            Source?.Dispose();
        }
    }
}
