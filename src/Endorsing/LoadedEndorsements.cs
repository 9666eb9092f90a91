// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Endorsing;

/// <summary>What was found in one folder or file.</summary>
/// <param name="Endorsements">The documents, ordered by name.</param>
/// <param name="Warnings">What was passed over, and why.</param>
public sealed record LoadedEndorsements(ImmutableArray<Endorsement> Endorsements, ImmutableArray<EndorsementProblem> Warnings);
