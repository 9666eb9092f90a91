// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Spiffe;

/// <summary>All that a caller is, until the next update.</summary>
/// <param name="Svids">At least one; the first is the default.</param>
/// <param name="FederatedBundles">DER of the authorities of other trust domains, by their SPIFFE ID.</param>
public sealed record X509Update(ImmutableArray<X509Svid> Svids, ImmutableDictionary<string, ImmutableArray<ReadOnlyMemory<byte>>> FederatedBundles);
