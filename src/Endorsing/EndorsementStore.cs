// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Collections.Immutable;
using Attestation.Planning;
using Reason = Attestation.Endorsing.EndorsementUnavailableReason;

namespace Attestation.Endorsing;

/// <summary>Memory, then disk, then network: one fetch for any number of concurrent needs, and the last good document while nothing better comes.</summary>
/// <remarks>Thread-safe. A document past its next update is still handed out: whether that is tolerated is the policy's to say, in the appraisal.</remarks>
public sealed class EndorsementStore : IDisposable
{
    private const int Capacity = 4096;

    private readonly ConcurrentDictionary<string, HeldEndorsement> held = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (EndorsementUnavailableException Failure, DateTimeOffset Until)> failures = new(StringComparer.Ordinal);
    private readonly SingleFlight<StoredEndorsement> flights = new();
    private readonly CancellationTokenSource closing = new();
    private readonly CancellationToken closed;
    private readonly EndorsementTrust trust;
    private readonly EndorsementCache? cache;
    private readonly IEndorsementSource? source;
    private readonly EndorsementLimits limits;
    private readonly TimeProvider clock;
    private readonly Func<double> chance;

    /// <summary>A store.</summary>
    /// <param name="trust">Under what documents are judged.</param>
    /// <param name="cache">Where they lie between runs, under the same trust; null keeps them in memory only.</param>
    /// <param name="source">Where they come from; null fetches nothing.</param>
    /// <param name="limits">How long they are fresh.</param>
    /// <param name="clock">Judges freshness.</param>
    public EndorsementStore(EndorsementTrust trust, EndorsementCache? cache, IEndorsementSource? source, EndorsementLimits limits, TimeProvider clock)
        : this(trust, cache, source, limits, clock, Random.Shared.NextDouble)
    {
    }

    internal EndorsementStore(
        EndorsementTrust trust, EndorsementCache? cache, IEndorsementSource? source, EndorsementLimits limits, TimeProvider clock, Func<double> chance)
    {
        (this.trust, this.cache, this.source, this.limits, this.clock, this.chance) = (trust, cache, source, limits, clock, chance);
        closed = closing.Token;
    }

    /// <summary>The document that a request asks for.</summary>
    /// <param name="request">What is needed.</param>
    /// <param name="needs">What else it must be judged by.</param>
    /// <param name="cancellationToken">Ends this caller's wait, not the fetch that others wait for.</param>
    /// <exception cref="EndorsementUnavailableException">There is none, neither here nor there.</exception>
    public async ValueTask<StoredEndorsement> GetAsync(EndorsementRequest request, Endorsements needs, CancellationToken cancellationToken)
    {
        if (held.TryGetValue(request.Name, out HeldEndorsement? known) && IsFresh(known, needs))
        {
            known.LastUsed = clock.GetUtcNow();
            return new(known.Judged, null);
        }

        return await flights.RunAsync(request.Name, () => FindAsync(request, needs)).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Renews, one after another, every document in use whose time has come; failures leave the old one in place.</summary>
    /// <returns>How many were renewed.</returns>
    public async ValueTask<int> RenewDueAsync(CancellationToken cancellationToken)
    {
        int renewed = 0;
        foreach (HeldEndorsement each in held.Values.Where(each => each.IsDue(clock.GetUtcNow(), limits)))
        {
            StoredEndorsement stored = await flights.RunAsync(each.Judged.Name, () => RenewAsync(each.Request, each.Needs, each.Judged))
                .WaitAsync(cancellationToken).ConfigureAwait(false);
            renewed += stored.Failure is null ? 1 : 0;
        }

        return renewed;
    }

    /// <summary>Ends what is being fetched.</summary>
    public void Dispose()
    {
        closing.Cancel();
        closing.Dispose();
    }

    // Whoever comes late to a flight that has landed finds its document here, not a second flight.
    private async Task<StoredEndorsement> FindAsync(EndorsementRequest request, Endorsements needs)
    {
        held.TryGetValue(request.Name, out HeldEndorsement? known);
        if (known is null || !IsFresh(known, needs))
        {
            JudgedEndorsement? kept = JudgedEndorsement.Newer(known?.Under(needs, trust), cache?.Read(request.Name, needs));
            if (kept is null || !EndorsementSchedule.IsFresh(kept, limits, clock.GetUtcNow()))
            {
                return await RenewAsync(request, needs, kept).ConfigureAwait(false);
            }

            return Hold(request, needs, kept, null);
        }

        return new(known.Judged, null);
    }

    private bool IsFresh(HeldEndorsement known, Endorsements needs) =>
        known.IsJudgedBy(needs) && EndorsementSchedule.IsFresh(known.Judged, limits, clock.GetUtcNow());

    private async Task<StoredEndorsement> RenewAsync(EndorsementRequest request, Endorsements needs, JudgedEndorsement? kept)
    {
        if (failures.TryGetValue(request.Name, out var last) && clock.GetUtcNow() < last.Until)
        {
            return kept is null ? throw last.Failure : new(kept, last.Failure);
        }

        try
        {
            (JudgedEndorsement best, EndorsementUnavailableException? failure) = await FetchAsync(request, needs, kept).ConfigureAwait(false);
            Remember(request.Name, failure);
            return Hold(request, needs, best, failure);
        }
        catch (EndorsementUnavailableException failed)
        {
            Remember(request.Name, failed);
            if (kept is null)
            {
                throw;
            }

            return Hold(request, needs, kept, failed);
        }
    }

    private async ValueTask<(JudgedEndorsement Best, EndorsementUnavailableException? Failure)> FetchAsync(
        EndorsementRequest request, Endorsements needs, JudgedEndorsement? kept)
    {
        if (source is null)
        {
            throw new EndorsementUnavailableException(request.Name, Reason.NoHost, "", "is not at hand, and nothing may be fetched");
        }

        ImmutableArray<Endorsement> pieces = await source.FetchAsync(request, kept is not null, closed).ConfigureAwait(false);
        EndorsementUnavailableException Fault(Reason reason, string because) => new(request.Name, reason, pieces[0].Source, because);
        if (!JudgedEndorsement.TryJudge(trust, request.Name, pieces, needs, out JudgedEndorsement? fetched, out string? wrong))
        {
            throw Fault(Reason.Refused, $"the answer does not verify: {wrong}");
        }

        if (kept is not null && !fetched.Verdict.MayReplace(kept.Verdict))
        {
            throw Fault(Reason.Older, "the answer is older than what is at hand");
        }

        EndorsementState state = fetched.Verdict.At(clock.GetUtcNow());
        if (state != EndorsementState.Valid)
        {
            // Better than nothing: the appraisal says by which rule and how far it is out of date.
            string because = state == EndorsementState.Expired ? $"expired {UtcTime.Of(fetched.Verdict.ValidUntil)}" : $"is valid only from {UtcTime.Of(fetched.Verdict.ValidFrom)}";
            return (kept is not null && kept.Verdict.At(clock.GetUtcNow()) >= state ? kept : fetched, Fault(Reason.OutOfDate, $"the answer {because}"));
        }

        CacheOutcome outcome = cache is null ? CacheOutcome.NotWritten : await cache.KeepAsync(fetched, closed).ConfigureAwait(false);
        return (outcome == CacheOutcome.Older ? cache!.Read(request.Name, needs) ?? fetched : fetched, null);
    }

    private StoredEndorsement Hold(EndorsementRequest request, Endorsements needs, JudgedEndorsement judged, EndorsementUnavailableException? failure)
    {
        if (held.Count >= Capacity && !held.ContainsKey(request.Name))
        {
            held.Clear();
        }

        DateTimeOffset now = clock.GetUtcNow();
        DateTimeOffset? renewAt = EndorsementSchedule.RenewAt(judged, limits, now, chance());
        held[request.Name] = new(request, needs, judged, failure is not null && renewAt is not null ? now + RetryPause(failure) : renewAt) { LastUsed = LastUse(request.Name, now) };
        return new(judged, failure);
    }

    // Renewing is no use of it.
    private DateTimeOffset LastUse(string name, DateTimeOffset now) => held.TryGetValue(name, out HeldEndorsement? before) ? before.LastUsed : now;

    private TimeSpan RetryPause(EndorsementUnavailableException failure)
    {
        TimeSpan own = limits.FailurePause * (10 + (10 * chance()));
        return failure.RetryAfter > own ? failure.RetryAfter.Value : own;
    }

    private void Remember(string name, EndorsementUnavailableException? failure)
    {
        if (failure is null)
        {
            failures.TryRemove(name, out _);
            return;
        }

        if (failures.Count >= Capacity)
        {
            failures.Clear();
        }

        failures[name] = (failure, clock.GetUtcNow() + (failure.RetryAfter > limits.FailurePause ? failure.RetryAfter.Value : limits.FailurePause));
    }
}
