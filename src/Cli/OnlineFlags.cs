// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.CommandLine;
using Attestation.Endorsing;
using Attestation.Policies;

namespace Attestation.Cli;

/// <summary>The flags without which nothing opens the network: <c>--online</c>, where to ask, and where to keep what came.</summary>
internal sealed class OnlineFlags
{
    private readonly Option<bool> online = new("--online") { Description = "fetch what is not at hand; without it nothing opens the network" };

    private readonly Option<string[]> hosts = new("--host")
    {
        Description = "where to ask instead of the vendor: intel-pcs, pccs, amd-kds or azure-thim",
        HelpName = "NAME=URL",
    };

    private readonly CacheFlag cache = new();

    public void AddTo(Command command)
    {
        command.Add(online);
        command.Add(hosts);
        cache.AddTo(command);
    }

    /// <summary>True with <c>--online</c>; a flag that needs it is refused without it.</summary>
    /// <exception cref="CliError"><c>--host</c> or <c>--dir</c> without <c>--online</c>.</exception>
    public bool IsOnline(ParseResult parsed)
    {
        bool isOnline = parsed.GetValue(online);
        string? alone = isOnline ? null : parsed.GetValue(hosts) is { Length: > 0 } ? "--host" : cache.IsGiven(parsed) ? "--dir" : null;
        return alone is null ? isOnline : throw new CliError($"{alone} says something about --online, which is not given");
    }

    /// <summary>Fetches what the Evidence needs and nothing at hand has; what cannot be had is told as a warning.</summary>
    /// <param name="session">The run.</param>
    /// <param name="parsed">The flags, <c>--online</c> among them.</param>
    /// <param name="evidences">The Evidence.</param>
    /// <param name="given">What is at hand.</param>
    /// <param name="policy">Names roots, and what Evidence leaves open; null where there is none.</param>
    public GatheredEndorsements Gather(
        Session session, ParseResult parsed, ImmutableArray<Evidence> evidences, Endorsements given, AppraisalPolicy? policy)
    {
        if (!EndorsementHosts.TryParse(parsed.GetValue(hosts) ?? [], out EndorsementHosts? known, out ImmutableArray<string> problems))
        {
            throw new CliError([.. problems.Select(each => $"--host: {each}")]);
        }

        EndorsementTrust trust = TrustFlag.Of(session, policy);
        EndorsementLimits limits = new();
        TimeProvider clock = session.Surroundings.Clock;
        using HttpEndorsementSource source = new(known, limits, clock);
        using EndorsementStore store = new(trust, cache.Open(session, parsed, trust), source, limits, clock);
        EndorsementPlanner planner = new(trust, store) { Policy = policy };
        GatheredEndorsements gathered = Wait(session, planner.GatherAsync(evidences, given, CancellationToken.None).AsTask());
        foreach (EndorsementUnavailableException failure in gathered.Failures)
        {
            session.Warn(failure.Message);
        }

        return gathered;
    }

    private static GatheredEndorsements Wait(Session session, Task<GatheredEndorsements> gathering)
    {
        using Progress progress = new(session.Surroundings);
        while (Task.WaitAny([gathering], TimeSpan.FromMilliseconds(200)) < 0)
        {
            progress.Show("fetching endorsements");
        }

        return gathering.GetAwaiter().GetResult();
    }
}
