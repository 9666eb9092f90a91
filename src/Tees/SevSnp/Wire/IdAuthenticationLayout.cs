// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Wire;

namespace Attestation.SevSnp.Wire;

/// <summary>ID authentication information. AMD SEV-SNP Firmware ABI, doc 56860, section 8.18. 4096 bytes, little-endian.</summary>
internal static class IdAuthenticationLayout
{
    public static readonly Field IdKeyAlgo = new(nameof(IdKeyAlgo), 0x000, 4);
    public static readonly Field AuthorKeyAlgo = new(nameof(AuthorKeyAlgo), 0x004, 4);
    public static readonly Field Reserved = new(nameof(Reserved), 0x008, 56) { MustBeZero = true };
    public static readonly Field IdBlockSignature = new(nameof(IdBlockSignature), 0x040, 512);
    public static readonly Field IdKey = new(nameof(IdKey), 0x240, 1028);
    public static readonly Field Reserved2 = new(nameof(Reserved2), 0x644, 60) { MustBeZero = true };
    public static readonly Field IdKeySignature = new(nameof(IdKeySignature), 0x680, 512);
    public static readonly Field AuthorKey = new(nameof(AuthorKey), 0x880, 1028);
    public static readonly Field Reserved3 = new(nameof(Reserved3), 0xC84, 892) { MustBeZero = true };

    public static readonly ImmutableArray<Field> All =
        [IdKeyAlgo, AuthorKeyAlgo, Reserved, IdBlockSignature, IdKey, Reserved2, IdKeySignature, AuthorKey, Reserved3];

    public static readonly int Size = Reserved3.End;
}
