// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Wire;

namespace Attestation.Tdx.Wire;

/// <summary>TD report of TDX 1.0 in a quote. Intel TDX DCAP Quoting Library API, A.3.2 and A.4.3. 584 bytes, little-endian.</summary>
internal static class TdReport10Layout
{
    public static readonly Field TeeTcbSvn = new(nameof(TeeTcbSvn), 0, 16);
    public static readonly Field MrSeam = new(nameof(MrSeam), 16, 48);
    public static readonly Field MrSignerSeam = new(nameof(MrSignerSeam), 64, 48);
    public static readonly Field SeamAttributes = new(nameof(SeamAttributes), 112, 8);
    public static readonly Field TdAttributes = new(nameof(TdAttributes), 120, 8);
    public static readonly Field Xfam = new(nameof(Xfam), 128, 8);
    public static readonly Field MrTd = new(nameof(MrTd), 136, 48);
    public static readonly Field MrConfigId = new(nameof(MrConfigId), 184, 48);
    public static readonly Field MrOwner = new(nameof(MrOwner), 232, 48);
    public static readonly Field MrOwnerConfig = new(nameof(MrOwnerConfig), 280, 48);
    public static readonly Field Rtmr0 = new(nameof(Rtmr0), 328, 48);
    public static readonly Field Rtmr1 = new(nameof(Rtmr1), 376, 48);
    public static readonly Field Rtmr2 = new(nameof(Rtmr2), 424, 48);
    public static readonly Field Rtmr3 = new(nameof(Rtmr3), 472, 48);
    public static readonly Field ReportData = new(nameof(ReportData), 520, 64);

    public static readonly ImmutableArray<Field> All =
    [
        TeeTcbSvn, MrSeam, MrSignerSeam, SeamAttributes, TdAttributes, Xfam, MrTd, MrConfigId, MrOwner, MrOwnerConfig,
        Rtmr0, Rtmr1, Rtmr2, Rtmr3, ReportData,
    ];

    public static readonly int Size = All[^1].End;
}
