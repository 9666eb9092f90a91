// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Laws.Tees;

/// <summary>The inputs of one appraisal that must not pass.</summary>
/// <param name="Name">How it differs from the genuine ones.</param>
/// <param name="Evidence">The Evidence.</param>
/// <param name="Endorsements">The Endorsements.</param>
/// <param name="Now">The verification instant.</param>
internal sealed record Mutant(string Name, Evidence Evidence, Endorsements Endorsements, DateTimeOffset Now);
