// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Endorsing;

/// <summary>What a store has of one name.</summary>
/// <param name="Judged">The document.</param>
/// <param name="Failure">Why it could not be renewed when that was due; null where it is fresh.</param>
public sealed record StoredEndorsement(JudgedEndorsement Judged, EndorsementUnavailableException? Failure);
