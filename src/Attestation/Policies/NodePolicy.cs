// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Configuration;

namespace Attestation.Policies;

/// <summary>Which programs may attest a node; empty allows any, which results list like an Unsafe key.</summary>
/// <param name="Agents">SHA-256 of accepted agent executables.</param>
/// <param name="Callers">SHA-256 of accepted callers and their parents.</param>
public sealed record NodePolicy(ImmutableArray<ReadOnlyMemory<byte>> Agents, ImmutableArray<ReadOnlyMemory<byte>> Callers)
{
    private const int Sha256Bytes = 32;

    /// <summary>Reads the section <c>node</c>.</summary>
    public static NodePolicy Read(ConfigSection section)
    {
        NodePolicy policy = new(section.BytesList("agents", Sha256Bytes), section.BytesList("callers", Sha256Bytes));
        section.Done();
        return policy;
    }
}
