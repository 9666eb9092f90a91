// SPDX-License-Identifier: Apache-2.0

namespace Attestation;

/// <summary>A named part of one TEE's Evidence: bytes, or for an event log the digest of bytes that lie elsewhere.</summary>
/// <param name="Name">The part's name, for example <c>quote</c> (CONTRACTS, section 5).</param>
/// <param name="Bytes">The bytes as received; empty where the part is a reference.</param>
public sealed record EvidencePart(string Name, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>SHA-256 of an event log that travels beside the document; null where the bytes are here.</summary>
    public ReadOnlyMemory<byte>? Sha256 { get; init; }
}
