// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Wire;

namespace Attestation.Tdx.Wire;

/// <summary>REPORTMACSTRUCT, TEE_TCB_INFO and TDINFO_STRUCT. Intel TDX Module ABI, TDREPORT_STRUCT. 1024 bytes, little-endian.</summary>
internal static class TdReportStructLayout
{
    public static readonly Field ReportType = new(nameof(ReportType), 0, 4);
    public static readonly Field Reserved = new(nameof(Reserved), 4, 12);
    public static readonly Field CpuSvn = new(nameof(CpuSvn), 16, 16);
    public static readonly Field TeeTcbInfoHash = new(nameof(TeeTcbInfoHash), 32, 48);
    public static readonly Field TeeInfoHash = new(nameof(TeeInfoHash), 80, 48);
    public static readonly Field ReportData = new(nameof(ReportData), 128, 64);
    public static readonly Field Reserved2 = new(nameof(Reserved2), 192, 32);
    public static readonly Field Mac = new(nameof(Mac), 224, 32);
    public static readonly Field Valid = new(nameof(Valid), 256, 8);
    public static readonly Field TeeTcbSvn = new(nameof(TeeTcbSvn), 264, 16);
    public static readonly Field MrSeam = new(nameof(MrSeam), 280, 48);
    public static readonly Field MrSignerSeam = new(nameof(MrSignerSeam), 328, 48);
    public static readonly Field SeamAttributes = new(nameof(SeamAttributes), 376, 8);
    public static readonly Field TeeTcbSvn2 = new(nameof(TeeTcbSvn2), 384, 16);
    public static readonly Field Reserved3 = new(nameof(Reserved3), 400, 95);
    public static readonly Field Reserved4 = new(nameof(Reserved4), 495, 17);
    public static readonly Field Attributes = new(nameof(Attributes), 512, 8);
    public static readonly Field Xfam = new(nameof(Xfam), 520, 8);
    public static readonly Field MrTd = new(nameof(MrTd), 528, 48);
    public static readonly Field MrConfigId = new(nameof(MrConfigId), 576, 48);
    public static readonly Field MrOwner = new(nameof(MrOwner), 624, 48);
    public static readonly Field MrOwnerConfig = new(nameof(MrOwnerConfig), 672, 48);
    public static readonly Field Rtmr0 = new(nameof(Rtmr0), 720, 48);
    public static readonly Field Rtmr1 = new(nameof(Rtmr1), 768, 48);
    public static readonly Field Rtmr2 = new(nameof(Rtmr2), 816, 48);
    public static readonly Field Rtmr3 = new(nameof(Rtmr3), 864, 48);
    public static readonly Field ServTdHash = new(nameof(ServTdHash), 912, 48);
    public static readonly Field Extensions = new(nameof(Extensions), 960, 64);

    public static readonly ImmutableArray<Field> All =
    [
        ReportType, Reserved, CpuSvn, TeeTcbInfoHash, TeeInfoHash, ReportData, Reserved2, Mac,
        Valid, TeeTcbSvn, MrSeam, MrSignerSeam, SeamAttributes, TeeTcbSvn2, Reserved3, Reserved4,
        Attributes, Xfam, MrTd, MrConfigId, MrOwner, MrOwnerConfig, Rtmr0, Rtmr1, Rtmr2, Rtmr3, ServTdHash, Extensions,
    ];

    public static readonly int Size = All[^1].End;

    /// <summary>The part that TEE_TCB_INFO_HASH covers.</summary>
    public static readonly Field TeeTcbInfo = Span(nameof(TeeTcbInfo), Valid, Reserved3);

    /// <summary>The part that TEE_INFO_HASH covers.</summary>
    public static readonly Field TdInfo = Span(nameof(TdInfo), Attributes, Extensions);

    private static Field Span(string name, Field first, Field last) => new(name, first.Offset, last.End - first.Offset);
}
