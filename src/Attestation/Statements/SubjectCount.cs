// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Statements;

/// <summary>How many subjects of a name a predicate has.</summary>
/// <param name="Name">The subjects' name.</param>
/// <param name="Min">Fewest.</param>
/// <param name="Max">Most.</param>
internal readonly record struct SubjectCount(string Name, int Min, int Max);
