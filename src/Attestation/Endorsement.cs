// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;

namespace Attestation;

/// <summary>One vendor document, unparsed, under its name (CONTRACTS, section 6).</summary>
/// <param name="name">For example <c>intel/tdx/qe-identity</c>.</param>
/// <param name="suffix">For example <c>.json</c>; tells a document from its issuer chain (<c>.chain.pem</c>).</param>
/// <param name="bytes">The document as served; not changed afterwards.</param>
public sealed class Endorsement(string name, string suffix, ReadOnlyMemory<byte> bytes)
{
    private byte[]? sha256;

    /// <summary>The name without suffix, lower case.</summary>
    public string Name => name;

    /// <summary>The suffix with its dot.</summary>
    public string Suffix => suffix;

    /// <summary>The document as served.</summary>
    public ReadOnlyMemory<byte> Bytes => bytes;

    /// <summary>When it was fetched; null where nobody knows.</summary>
    public DateTimeOffset? RetrievedAt { get; init; }

    /// <summary>Where it was taken from, for people: a folder, <c>bundle</c>, a host.</summary>
    public string Source { get; init; } = "given";

    /// <summary>SHA-256 of <see cref="Bytes"/>, computed once: keys of verified-object caches contain it.</summary>
    public ReadOnlySpan<byte> Sha256 => sha256 ??= SHA256.HashData(bytes.Span);
}
