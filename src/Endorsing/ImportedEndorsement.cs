// SPDX-License-Identifier: Apache-2.0

using Attestation.Planning;

namespace Attestation.Endorsing;

/// <summary>What became of one name of an import.</summary>
/// <param name="Name">The name.</param>
/// <param name="State">What it is worth now.</param>
/// <param name="Outcome">Whether it is in the cache.</param>
/// <param name="Because">What is wrong with it, or null.</param>
public sealed record ImportedEndorsement(string Name, EndorsementState State, CacheOutcome Outcome, string? Because);
