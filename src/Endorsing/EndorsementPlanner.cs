// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Planning;
using Attestation.Policies;

namespace Attestation.Endorsing;

/// <summary>Gathers what some Evidence needs: what is given goes first, then cache and network.</summary>
/// <param name="trust">The TEEs that plan, and the roots.</param>
/// <param name="store">Cache and network, under the same trust.</param>
/// <remarks>Thread-safe. Judges nothing at the caller's instant: the appraisal does, over the same bytes.</remarks>
public sealed class EndorsementPlanner(EndorsementTrust trust, EndorsementStore store)
{
    /// <summary>What may say what Evidence leaves open, such as the product of an old report; null where there is none.</summary>
    public AppraisalPolicy? Policy { get; init; }

    /// <summary>What the Evidence needs, without fetching anything.</summary>
    public ImmutableArray<EndorsementRequest> Plan(ImmutableArray<Evidence> evidences) =>
    [
        .. from evidence in evidences
           from tee in trust.Tees
           where tee.Name == evidence.Tee
           from request in tee.PlanEndorsements(evidence, trust.RootsUnsafe, Policy?.Sections.GetValueOrDefault(tee.Name))
           group request by request.Name into same
           select same.First(),
    ];

    /// <summary>Gathers; whatever cannot be had is among the failures, and the appraisal will miss it.</summary>
    /// <param name="evidences">As received.</param>
    /// <param name="given">Documents of directories and files; a name that has its document here is not fetched.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<GatheredEndorsements> GatherAsync(ImmutableArray<Evidence> evidences, Endorsements given, CancellationToken cancellationToken)
    {
        Dictionary<string, Task<Found>> finds = new(StringComparer.Ordinal);
        foreach (EndorsementRequest request in Plan(evidences).Where(each => !IsGiven(each, given)))
        {
            Task<Found>[] needed = [.. request.Needs.Where(finds.ContainsKey).Select(need => finds[need])];
            finds.Add(request.Name, FindAsync(request, needed, given, cancellationToken));
        }

        Found[] found = await Task.WhenAll(finds.Values).ConfigureAwait(false);
        HashSet<string> own = [.. found.Where(each => !each.Pieces.IsEmpty).Select(each => each.Pieces[0].Name)];
        return new(
            new([.. given.All.Where(each => !own.Contains(each.Name)), .. found.SelectMany(each => each.Pieces)]),
            [.. found.Select(each => each.Failure).OfType<EndorsementUnavailableException>()]);
    }

    private static bool IsGiven(EndorsementRequest request, Endorsements given) => request.NotServed is null
        ? given.TryGet(request.Name, request.Suffix, out _)
        : given.All.Any(each => each.Suffix == request.Suffix && each.Name.StartsWith($"{request.Name}/", StringComparison.Ordinal));

    private async Task<Found> FindAsync(EndorsementRequest request, Task<Found>[] needed, Endorsements given, CancellationToken cancellationToken)
    {
        if (request.NotServed is { } because)
        {
            return new([], new(request.Name, EndorsementUnavailableReason.NotServed, "", because));
        }

        Found[] earlier = await Task.WhenAll(needed).ConfigureAwait(false);
        Endorsements needs = request.Needs.IsEmpty
            ? new()
            : new([.. given.All.Where(each => request.Needs.Contains(each.Name)), .. earlier.SelectMany(each => each.Pieces)]);
        try
        {
            StoredEndorsement stored = await store.GetAsync(request, needs, cancellationToken).ConfigureAwait(false);
            return new(stored.Judged.Pieces, stored.Failure);
        }
        catch (EndorsementUnavailableException failed)
        {
            return new([], failed);
        }
    }

    private sealed record Found(ImmutableArray<Endorsement> Pieces, EndorsementUnavailableException? Failure);
}
