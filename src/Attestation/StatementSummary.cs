// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation;

/// <summary>Which statement a result is about.</summary>
/// <param name="Log">Index of its log in the result.</param>
/// <param name="Leaf">Its index in the log.</param>
/// <param name="Predicate">Its predicate, for example <c>node/v1</c>, or the whole identifier of one that is not interpreted.</param>
/// <param name="Sha256">SHA-256 of its bytes in hex.</param>
public sealed record StatementSummary(int Log, long Leaf, string Predicate, string Sha256)
{
    /// <summary><c>nonce</c>, <c>bounded</c> or <c>asserted</c>: what is known of its time.</summary>
    public required string Freshness { get; init; }

    /// <summary>What bounds its time, in words.</summary>
    public ImmutableArray<string> Bounds { get; init; } = [];
}
