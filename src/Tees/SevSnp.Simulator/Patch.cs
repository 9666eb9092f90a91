// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SevSnp.Simulator;

/// <summary>Bytes that replace those of a structure.</summary>
/// <param name="Offset">Where they begin.</param>
/// <param name="Bytes">What stands there instead.</param>
public sealed record Patch(int Offset, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Writes the bytes.</summary>
    public void ApplyTo(byte[] structure) => Bytes.Span.CopyTo(structure.AsSpan(Offset));
}
