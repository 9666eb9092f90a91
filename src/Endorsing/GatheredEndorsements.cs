// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Endorsing;

/// <summary>What could be had for some Evidence.</summary>
/// <param name="All">What was given, and what was found beside it.</param>
/// <param name="Failures">What could not be fetched or renewed; of the latter an older document is among <paramref name="All"/>.</param>
public sealed record GatheredEndorsements(Endorsements All, ImmutableArray<EndorsementUnavailableException> Failures);
