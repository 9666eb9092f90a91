// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Statements;

/// <summary>A nonce that this verifier issued, and its own name.</summary>
/// <param name="Nonce">32 bytes, unused before and issued lately: the caller answers for both.</param>
/// <param name="Audience">The verifier's own trust domain or address.</param>
public sealed record ExpectedNonce(ReadOnlyMemory<byte> Nonce, string Audience)
{
    /// <summary>The predicate that must answer; a nonce inside another counts for nothing. Null takes any that has a field for one.</summary>
    public PredicateType? Predicate { get; init; }
}
