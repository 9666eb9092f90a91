// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Wire;

namespace Attestation.SevSnp.Wire;

/// <summary>Signature of a report or an ID block. AMD SEV-SNP Firmware ABI, doc 56860, chapter 10. 512 bytes, little-endian numbers.</summary>
/// <remarks>R and S are fields of 72 bytes; a number of P-384 fills 48, the bytes above would let R + n pass.</remarks>
internal static class SnpSignatureLayout
{
    public static readonly Field R = new(nameof(R), 0x00, 48);
    public static readonly Field RTop = new(nameof(RTop), 0x30, 24) { MustBeZero = true };
    public static readonly Field S = new(nameof(S), 0x48, 48);
    public static readonly Field STop = new(nameof(STop), 0x78, 24) { MustBeZero = true };
    public static readonly Field Reserved = new(nameof(Reserved), 0x90, 368) { MustBeZero = true };

    public static readonly ImmutableArray<Field> All = [R, RTop, S, STop, Reserved];

    public static readonly int Size = Reserved.End;
}
