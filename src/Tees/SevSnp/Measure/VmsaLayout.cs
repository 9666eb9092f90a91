// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Wire;

namespace Attestation.SevSnp.Measure;

/// <summary>Fields of the VMSA that a launch sets. AMD APM volume 2, doc 24593, table B-4. A page, little-endian; all else is zero.</summary>
internal static class VmsaLayout
{
    public static readonly Field Es = new(nameof(Es), 0x000, 16);
    public static readonly Field Cs = new(nameof(Cs), 0x010, 16);
    public static readonly Field Ss = new(nameof(Ss), 0x020, 16);
    public static readonly Field Ds = new(nameof(Ds), 0x030, 16);
    public static readonly Field Fs = new(nameof(Fs), 0x040, 16);
    public static readonly Field Gs = new(nameof(Gs), 0x050, 16);
    public static readonly Field Gdtr = new(nameof(Gdtr), 0x060, 16);
    public static readonly Field Ldtr = new(nameof(Ldtr), 0x070, 16);
    public static readonly Field Idtr = new(nameof(Idtr), 0x080, 16);
    public static readonly Field Tr = new(nameof(Tr), 0x090, 16);
    public static readonly Field Efer = new(nameof(Efer), 0x0D0, 8);
    public static readonly Field Cr4 = new(nameof(Cr4), 0x148, 8);
    public static readonly Field Cr0 = new(nameof(Cr0), 0x158, 8);
    public static readonly Field Dr7 = new(nameof(Dr7), 0x160, 8);
    public static readonly Field Dr6 = new(nameof(Dr6), 0x168, 8);
    public static readonly Field Rflags = new(nameof(Rflags), 0x170, 8);
    public static readonly Field Rip = new(nameof(Rip), 0x178, 8);
    public static readonly Field GPat = new(nameof(GPat), 0x268, 8);
    public static readonly Field Rdx = new(nameof(Rdx), 0x310, 8);
    public static readonly Field SevFeatures = new(nameof(SevFeatures), 0x3B0, 8);
    public static readonly Field Xcr0 = new(nameof(Xcr0), 0x3E8, 8);
    public static readonly Field Mxcsr = new(nameof(Mxcsr), 0x408, 4);
    public static readonly Field X87Fcw = new(nameof(X87Fcw), 0x410, 2);

    public static readonly ImmutableArray<Field> All =
    [
        Es, Cs, Ss, Ds, Fs, Gs, Gdtr, Ldtr, Idtr, Tr, Efer, Cr4, Cr0, Dr7, Dr6, Rflags, Rip, GPat, Rdx, SevFeatures, Xcr0, Mxcsr, X87Fcw,
    ];
}
