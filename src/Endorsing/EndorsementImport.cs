// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Planning;

namespace Attestation.Endorsing;

/// <summary>Brings documents of an archive or folder into a cache, each by its own merit.</summary>
/// <param name="cache">Where they go.</param>
/// <param name="clock">Judges their dates.</param>
public sealed class EndorsementImport(EndorsementCache cache, TimeProvider clock)
{
    /// <summary>Judges and keeps; what one name lacks does not keep another out.</summary>
    /// <returns>An item a name, in order.</returns>
    public async ValueTask<ImmutableArray<ImportedEndorsement>> RunAsync(ImmutableArray<Endorsement> endorsements, CancellationToken cancellationToken)
    {
        Endorsements needs = new([.. endorsements, .. cache.ReadAll().SelectMany(each => each.Pieces)]);
        ImmutableArray<ImportedEndorsement>.Builder imported = ImmutableArray.CreateBuilder<ImportedEndorsement>();
        foreach (IGrouping<string, Endorsement> name in endorsements.GroupBy(each => each.Name).OrderBy(each => each.Key, StringComparer.Ordinal))
        {
            imported.Add(await TakeAsync(name.Key, [.. name.OrderBy(each => each.Suffix.Length)], needs, cancellationToken).ConfigureAwait(false));
        }

        return imported.ToImmutable();
    }

    private async ValueTask<ImportedEndorsement> TakeAsync(string name, ImmutableArray<Endorsement> pieces, Endorsements needs, CancellationToken cancellationToken)
    {
        if (!JudgedEndorsement.TryJudge(cache.Trust, name, pieces, needs, out JudgedEndorsement? judged, out string? wrong))
        {
            return new(name, EndorsementState.Refused, CacheOutcome.NotWritten, wrong);
        }

        EndorsementState state = judged.Verdict.At(clock.GetUtcNow());
        string? because = state switch
        {
            EndorsementState.Expired => $"expired {UtcTime.Of(judged.Verdict.ValidUntil)}",
            EndorsementState.NotYetValid => $"is valid only from {UtcTime.Of(judged.Verdict.ValidFrom)}",
            _ => null,
        };
        return new(name, state, await cache.KeepAsync(judged, cancellationToken).ConfigureAwait(false), because);
    }
}
