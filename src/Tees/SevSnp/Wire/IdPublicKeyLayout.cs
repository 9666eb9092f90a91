// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Wire;

namespace Attestation.SevSnp.Wire;

/// <summary>ECDSA P-384 public key of an ID block. AMD SEV-SNP Firmware ABI, doc 56860, chapter 10. 1028 bytes, little-endian numbers.</summary>
internal static class IdPublicKeyLayout
{
    public static readonly Field Curve = new(nameof(Curve), 0x000, 4);
    public static readonly Field Qx = new(nameof(Qx), 0x004, 48);
    public static readonly Field QxTop = new(nameof(QxTop), 0x034, 24) { MustBeZero = true };
    public static readonly Field Qy = new(nameof(Qy), 0x04C, 48);
    public static readonly Field QyTop = new(nameof(QyTop), 0x07C, 24) { MustBeZero = true };
    public static readonly Field Reserved = new(nameof(Reserved), 0x094, 880) { MustBeZero = true };

    public static readonly ImmutableArray<Field> All = [Curve, Qx, QxTop, Qy, QyTop, Reserved];

    public static readonly int Size = Reserved.End;
}
