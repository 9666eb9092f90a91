// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Json;

/// <summary>What a document may at most be.</summary>
/// <param name="Bytes">Size in bytes.</param>
public sealed record JsonLimits(int Bytes)
{
    /// <summary>Nesting; Intel's reference and CONTRACTS allow 32.</summary>
    public int Depth { get; init; } = 32;

    /// <summary>Values in all, so that memory stays within a constant times the document's size.</summary>
    public int Values { get; init; } = 1 << 20;

    /// <summary>1 MiB: Intel's signed documents and policy files are a hundredth of it.</summary>
    public static JsonLimits Document { get; } = new(1 << 20);
}
