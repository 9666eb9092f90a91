// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.Wire;

namespace Attestation;

/// <summary>Which Evidence a result is about.</summary>
/// <param name="Tee">The TEE's name.</param>
/// <param name="Format">For example <c>quote-v4</c>; <c>unknown</c> where it could not be read.</param>
/// <param name="Appraised">The bytes that were appraised.</param>
public sealed record EvidenceSummary(string Tee, string Format, ReadOnlyMemory<byte> Appraised)
{
    /// <summary>Hex SHA-256 of the appraised bytes.</summary>
    public string Sha256 => Hex.Of(SHA256.HashData(Appraised.Span));

    /// <summary>Their number.</summary>
    public int Bytes => Appraised.Length;

    /// <summary>What a person calls it, for example <c>Intel TDX</c>.</summary>
    public string Title { get; init; } = Tee;
}
