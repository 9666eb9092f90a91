// SPDX-License-Identifier: Apache-2.0

using Attestation.Statements;

namespace Attestation.Catalog;

/// <summary>A statement that is a leaf of a log.</summary>
/// <param name="Log">Index of the log in the bundle.</param>
/// <param name="Leaf">Its proven index.</param>
/// <param name="Statement">What it says.</param>
internal sealed record ProvenStatement(int Log, long Leaf, Statement Statement);
