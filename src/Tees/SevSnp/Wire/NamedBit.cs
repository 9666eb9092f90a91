// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SevSnp.Wire;

/// <summary>A bit that policies have a name for.</summary>
/// <param name="Name">The policy's name.</param>
/// <param name="Bit">Its number, from the lowest.</param>
public readonly record struct NamedBit(string Name, int Bit)
{
    /// <summary>The word in which only this bit is set.</summary>
    public ulong Mask => 1UL << Bit;
}
