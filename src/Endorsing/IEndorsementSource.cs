// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Planning;

namespace Attestation.Endorsing;

/// <summary>Fetches Endorsements; what it returns is unverified.</summary>
public interface IEndorsementSource
{
    /// <summary>The document and its issuer chain.</summary>
    /// <param name="request">What to fetch.</param>
    /// <param name="isRenewal">True where one is at hand that still does: no need to be patient.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="EndorsementUnavailableException">It cannot be had.</exception>
    ValueTask<ImmutableArray<Endorsement>> FetchAsync(EndorsementRequest request, bool isRenewal, CancellationToken cancellationToken);
}
