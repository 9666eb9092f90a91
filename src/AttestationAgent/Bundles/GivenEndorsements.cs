// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Agent.Bundles;

/// <summary>A simulated vendor's documents: they exist nowhere else.</summary>
internal sealed class GivenEndorsements(ImmutableArray<Endorsement> all) : IBundleEndorsements
{
    /// <inheritdoc/>
    public ValueTask<ImmutableArray<Endorsement>> ForAsync(ImmutableArray<Evidence> evidences, CancellationToken cancellationToken) => new(all);
}
