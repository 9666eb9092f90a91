// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Agent.Bundles;

/// <summary>Endorsements that travel with a bundle.</summary>
internal interface IBundleEndorsements
{
    /// <summary>What some Evidence needs, as far as it can be had; the verifier judges what is missing.</summary>
    ValueTask<ImmutableArray<Endorsement>> ForAsync(ImmutableArray<Evidence> evidences, CancellationToken cancellationToken);
}
