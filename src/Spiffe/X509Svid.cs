// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Spiffe;

/// <summary>An identity with its key, as the Workload API gave it; the certificates are split, not judged.</summary>
/// <param name="SpiffeId">The id, in the server's word.</param>
/// <param name="Certificates">DER; the leaf, then its issuers; at least one.</param>
/// <param name="PrivateKey">PKCS #8 DER. Secret: the holder wipes it.</param>
/// <param name="Bundle">DER of the authorities of its trust domain; at least one.</param>
/// <param name="Hint">What tells it from others of the same caller; empty where there is nothing.</param>
public sealed record X509Svid(
    string SpiffeId,
    ImmutableArray<ReadOnlyMemory<byte>> Certificates,
    ReadOnlyMemory<byte> PrivateKey,
    ImmutableArray<ReadOnlyMemory<byte>> Bundle,
    string Hint)
{
    /// <summary>The id alone: a key is not to be printed.</summary>
    public override string ToString() => SpiffeId;
}
