// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Wire;

namespace Attestation.Tdx.Wire;

/// <summary>TD report of TDX 1.5 with partition and service TD details: that of 1.5 and ten fields. 885 bytes.</summary>
/// <remarks>Body type 4 of Intel's Quote Verification Library, July 2026; never seen in public. Named here, interpreted nowhere.</remarks>
internal static class TdReport15ExLayout
{
    public static readonly Field VmId = new(nameof(VmId), 648, 1);
    public static readonly Field TdId = new(nameof(TdId), 649, 32);
    public static readonly Field DeviceInfoHash = new(nameof(DeviceInfoHash), 681, 48);
    public static readonly Field InitialServiceTdHash = new(nameof(InitialServiceTdHash), 729, 48);
    public static readonly Field InitialServiceTdAttributes = new(nameof(InitialServiceTdAttributes), 777, 8);
    public static readonly Field InitialCpuSvn = new(nameof(InitialCpuSvn), 785, 16);
    public static readonly Field InitialTeeTcbSvn = new(nameof(InitialTeeTcbSvn), 801, 16);
    public static readonly Field InitialTeeFmspc = new(nameof(InitialTeeFmspc), 817, 12);
    public static readonly Field CurrentServiceTdHash = new(nameof(CurrentServiceTdHash), 829, 48);
    public static readonly Field CurrentServiceTdAttributes = new(nameof(CurrentServiceTdAttributes), 877, 8);

    public static readonly ImmutableArray<Field> All =
    [
        .. TdReport15Layout.All, VmId, TdId, DeviceInfoHash, InitialServiceTdHash, InitialServiceTdAttributes, InitialCpuSvn,
        InitialTeeTcbSvn, InitialTeeFmspc, CurrentServiceTdHash, CurrentServiceTdAttributes,
    ];

    public static readonly int Size = All[^1].End;
}
