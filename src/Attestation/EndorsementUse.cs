// SPDX-License-Identifier: Apache-2.0

namespace Attestation;

/// <summary>An Endorsement that an appraisal used, for the result.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Suffix">Its suffix.</param>
/// <param name="RetrievedAt">When it was fetched; null where nobody knows.</param>
/// <param name="NextUpdate">Until when its issuer vouches for it; null for documents without such a date.</param>
/// <param name="Source">Where it was taken from.</param>
public sealed record EndorsementUse(string Name, string Suffix, DateTimeOffset? RetrievedAt, DateTimeOffset? NextUpdate, string Source)
{
    /// <summary>The use of <paramref name="endorsement"/>.</summary>
    public static EndorsementUse Of(Endorsement endorsement, DateTimeOffset? nextUpdate = null) =>
        new(endorsement.Name, endorsement.Suffix, endorsement.RetrievedAt, nextUpdate, endorsement.Source);
}
