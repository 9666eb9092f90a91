// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Wire;

namespace Attestation.SevSnp.Wire;

/// <summary>ID block. AMD SEV-SNP Firmware ABI, doc 56860, section 8.18. 96 bytes, little-endian.</summary>
internal static class IdBlockLayout
{
    public static readonly Field LaunchDigest = new(nameof(LaunchDigest), 0x00, 48);
    public static readonly Field FamilyId = new(nameof(FamilyId), 0x30, 16);
    public static readonly Field ImageId = new(nameof(ImageId), 0x40, 16);
    public static readonly Field Version = new(nameof(Version), 0x50, 4);
    public static readonly Field GuestSvn = new(nameof(GuestSvn), 0x54, 4);
    public static readonly Field Policy = new(nameof(Policy), 0x58, 8);

    public static readonly ImmutableArray<Field> All = [LaunchDigest, FamilyId, ImageId, Version, GuestSvn, Policy];

    public static readonly int Size = Policy.End;
}
