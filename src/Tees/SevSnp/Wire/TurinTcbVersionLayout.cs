// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Wire;

namespace Attestation.SevSnp.Wire;

/// <summary>TCB_VERSION of Turin and later. AMD SEV-SNP Firmware ABI, doc 56860, section 2.2. 8 bytes.</summary>
internal static class TurinTcbVersionLayout
{
    public static readonly Field Fmc = new(nameof(Fmc), 0, 1);
    public static readonly Field BootLoader = new(nameof(BootLoader), 1, 1);
    public static readonly Field Tee = new(nameof(Tee), 2, 1);
    public static readonly Field Snp = new(nameof(Snp), 3, 1);
    public static readonly Field Reserved = new(nameof(Reserved), 4, 3);
    public static readonly Field Microcode = new(nameof(Microcode), 7, 1);

    public static readonly ImmutableArray<Field> All = [Fmc, BootLoader, Tee, Snp, Reserved, Microcode];
}
