// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Wire;

namespace Attestation.SevSnp.Wire;

/// <summary>TCB_VERSION of Milan and Genoa. AMD SEV-SNP Firmware ABI, doc 56860, section 2.2. 8 bytes.</summary>
internal static class MilanTcbVersionLayout
{
    public static readonly Field BootLoader = new(nameof(BootLoader), 0, 1);
    public static readonly Field Tee = new(nameof(Tee), 1, 1);
    public static readonly Field Reserved = new(nameof(Reserved), 2, 4);
    public static readonly Field Snp = new(nameof(Snp), 6, 1);
    public static readonly Field Microcode = new(nameof(Microcode), 7, 1);

    public static readonly ImmutableArray<Field> All = [BootLoader, Tee, Reserved, Snp, Microcode];
}
