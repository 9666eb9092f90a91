// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Rendering;

/// <summary>A line of the tree: one check, or several that were folded.</summary>
/// <param name="Outcome">The outcome they share.</param>
/// <param name="Title">The area.</param>
/// <param name="Text">What was found, or why.</param>
/// <param name="Ids">The rules' ids.</param>
/// <param name="Tail">What else there is to say behind the ids.</param>
public sealed record TreeRow(Outcome Outcome, string Title, string Text, ImmutableArray<string> Ids, string Tail = "");
