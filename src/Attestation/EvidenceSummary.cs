// SPDX-License-Identifier: Apache-2.0

namespace Attestation;

/// <summary>Which Evidence a result is about.</summary>
/// <param name="Tee">The TEE's name.</param>
/// <param name="Format">For example <c>quote-v4</c>; <c>unknown</c> where it could not be read.</param>
/// <param name="Sha256">Hex SHA-256 of the bytes that were appraised.</param>
/// <param name="Bytes">Their number.</param>
public sealed record EvidenceSummary(string Tee, string Format, string Sha256, int Bytes)
{
    /// <summary>What a person calls it, for example <c>Intel TDX</c>.</summary>
    public string Title { get; init; } = Tee;
}
