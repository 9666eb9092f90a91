// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SevSnp.Measure;

/// <summary>A segment register in a VMSA.</summary>
/// <param name="Selector">Selector.</param>
/// <param name="Attributes">Attributes.</param>
/// <param name="Limit">Limit.</param>
/// <param name="Base">Base.</param>
internal readonly record struct VmsaSegment(ushort Selector, ushort Attributes, uint Limit, ulong Base)
{
    /// <summary>A segment as after a reset: 64 KiB from 0.</summary>
    public static VmsaSegment Reset(ushort attributes) => new(0, attributes, 0xffff, 0);
}
