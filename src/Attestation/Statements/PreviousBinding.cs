// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Statements;

/// <summary>The binding before it of the same identity and process: rotations of a key form a chain.</summary>
/// <param name="Origin">The log's origin.</param>
/// <param name="Leaf">Its leaf.</param>
public sealed record PreviousBinding(string Origin, ulong Leaf);
