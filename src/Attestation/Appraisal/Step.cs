// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Appraisal;

/// <summary>What one step of an appraisal found, and the witness that later steps rely on.</summary>
/// <typeparam name="TWitness">A sealed class that only this step can make.</typeparam>
/// <param name="Checks">The step's checks in the order they were made.</param>
/// <param name="Witness">Null where an authenticity rule of the step failed: nothing may rest on it then.</param>
/// <remarks>A failed policy or freshness rule leaves the witness in place, so that one run reports everything that is wrong.</remarks>
public readonly record struct Step<TWitness>(ImmutableArray<Check> Checks, TWitness? Witness)
    where TWitness : class;
