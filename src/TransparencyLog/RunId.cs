// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Attestation.Wire;

namespace Attestation.TransparencyLog;

/// <summary>Names one start of the agent by its log key: lower-case hex SHA-256 of the 32 raw public-key bytes (CONTRACTS, section 1.1).</summary>
public sealed record RunId
{
    /// <summary>Characters of the hex form.</summary>
    public const int Length = 64;

    private const int HashBytes = 32;

    private RunId(string hex) => Value = hex;

    /// <summary>The 64 hex characters.</summary>
    public string Value { get; }

    /// <summary>The run of a log key.</summary>
    /// <param name="publicKey">The raw key.</param>
    public static RunId Of(ReadOnlySpan<byte> publicKey) => new(Hex.Of(SHA256.HashData(publicKey)));

    /// <summary>Reads exactly 64 lower-case hex characters; false on anything else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out RunId? runId)
    {
        runId = text.Length == Length && !text.ContainsAnyInRange('A', 'F') && Hex.TryRead(text, HashBytes, out _) ? new(text.ToString()) : null;
        return runId is not null;
    }

    /// <summary>The 64 hex characters.</summary>
    public override string ToString() => Value;
}
