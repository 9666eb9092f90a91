// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.Statements;
using Attestation.Wire;

namespace Attestation.Agent.Measuring;

/// <summary>Digests of arguments and environments: under a key of this run that never leaves memory, since either may hold what can be guessed.</summary>
/// <param name="isPlain">True without the key (configuration <c>argvDigest</c>).</param>
internal sealed class TextDigests(bool isPlain)
{
    private const int KeyBytes = 32;

    private readonly byte[] key = RandomNumberGenerator.GetBytes(KeyBytes);

    public MeasuredDigest Of(ReadOnlySpan<byte> text) => isPlain
        ? new("sha256", Hex.Of(SHA256.HashData(text)), "agent-read")
        : new("hmac-sha256", Hex.Of(HMACSHA256.HashData(key, text)), "agent-read");
}
