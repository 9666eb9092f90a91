// SPDX-License-Identifier: Apache-2.0

namespace Attestation;

/// <summary>Which log a result is about.</summary>
/// <param name="Origin">Its origin, as the checkpoint says.</param>
/// <param name="Size">Leaves in the tree.</param>
/// <param name="Root">Root hash in base64.</param>
/// <param name="Leaves">How many of them were proven.</param>
/// <param name="Anchor">The register that the log's start is in, for example <c>rtmr3</c>; <c>none</c> where that was not shown.</param>
/// <param name="IsRollbackChecked">True where it was held against a known checkpoint.</param>
public sealed record LogSummary(string Origin, long Size, string Root, int Leaves, string Anchor, bool IsRollbackChecked);
