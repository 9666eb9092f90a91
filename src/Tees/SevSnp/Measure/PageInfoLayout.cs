// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Wire;

namespace Attestation.SevSnp.Measure;

/// <summary>PAGE_INFO, what the launch digest is extended with. AMD SEV-SNP Firmware ABI, doc 56860, section 8.17.2. 112 bytes.</summary>
internal static class PageInfoLayout
{
    public static readonly Field DigestCur = new(nameof(DigestCur), 0x00, 48);
    public static readonly Field Contents = new(nameof(Contents), 0x30, 48);
    public static readonly Field Length = new(nameof(Length), 0x60, 2);
    public static readonly Field PageType = new(nameof(PageType), 0x62, 1);
    public static readonly Field ImiPage = new(nameof(ImiPage), 0x63, 1);
    public static readonly Field Vmpl3Perms = new(nameof(Vmpl3Perms), 0x64, 1);
    public static readonly Field Vmpl2Perms = new(nameof(Vmpl2Perms), 0x65, 1);
    public static readonly Field Vmpl1Perms = new(nameof(Vmpl1Perms), 0x66, 1);
    public static readonly Field Reserved = new(nameof(Reserved), 0x67, 1) { MustBeZero = true };
    public static readonly Field Gpa = new(nameof(Gpa), 0x68, 8);

    public static readonly ImmutableArray<Field> All =
        [DigestCur, Contents, Length, PageType, ImiPage, Vmpl3Perms, Vmpl2Perms, Vmpl1Perms, Reserved, Gpa];

    public static readonly int Size = Gpa.End;
}
