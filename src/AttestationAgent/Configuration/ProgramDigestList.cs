// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Configuration;

namespace Attestation.Agent.Configuration;

/// <summary>A list of programs by the SHA-256 of their files.</summary>
internal static class ProgramDigestList
{
    private const int Sha256Bytes = 32;

    /// <returns>Lower-case hex.</returns>
    public static ImmutableArray<string> Read(ConfigSection section, string key) =>
        [.. section.BytesList(key, Sha256Bytes).Select(each => Convert.ToHexStringLower(each.Span))];
}
