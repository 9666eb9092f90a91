// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Agent.Configuration;
using Attestation.Catalog;
using Attestation.Endorsing;
using Microsoft.Extensions.Logging;

namespace Attestation.Agent.Bundles;

/// <summary>Endorsements by configuration: folders first; then, where it says online, the cache in the state directory and the vendors' services.</summary>
internal sealed partial class PlannedEndorsements : IBundleEndorsements, IDisposable
{
    private readonly EndorsementTrust trust = new(TeeCatalog.Default.Tees, []);
    private readonly LiveOptions live;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly HttpEndorsementSource? source;
    private readonly EndorsementStore store;

    public PlannedEndorsements(LiveOptions live, TimeProvider clock, ILogger<PlannedEndorsements> logger)
    {
        this.live = live;
        this.clock = clock;
        this.logger = logger;
        EndorsementLimits limits = new();
        EndorsementOptions options = live.Current.Endorsements;
        source = options.Online ? new(options.Hosts, limits, clock) : null;
        EndorsementCache cache = new(Path.Combine(live.Current.StateDirectory, "endorsements"), trust, new(), clock);
        store = new(trust, source is null ? null : cache, source, limits, clock);
    }

    /// <summary>Renews documents ahead of their time until the token ends it; nothing to do where the configuration is offline.</summary>
    public Task RefreshAsync(CancellationToken stop) => source is null ? Task.CompletedTask : new EndorsementRefresher(store, clock).RunAsync(stop);

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<Endorsement>> ForAsync(ImmutableArray<Evidence> evidences, CancellationToken cancellationToken)
    {
        Endorsements given = new(live.Current.Endorsements.Directories.SelectMany(each => Load(each)));
        if (source is null)
        {
            return [.. given.All];
        }

        GatheredEndorsements gathered = await new EndorsementPlanner(trust, store).GatherAsync(evidences, given, cancellationToken).ConfigureAwait(false);
        foreach (EndorsementUnavailableException failure in gathered.Failures)
        {
            LogMissing(logger, failure.Message);
        }

        return [.. gathered.All.All];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        store.Dispose();
        source?.Dispose();
    }

    private ImmutableArray<Endorsement> Load(string directory)
    {
        if (EndorsementDirectory.TryLoad(directory, trust.Tees, out LoadedEndorsements? loaded, out EndorsementProblem? problem))
        {
            return loaded.Endorsements;
        }

        LogMissing(logger, problem.ToString());
        return [];
    }

    [LoggerMessage(151, LogLevel.Warning, "an endorsement is missing from bundles: {Why}")]
    private static partial void LogMissing(ILogger logger, string why);
}
