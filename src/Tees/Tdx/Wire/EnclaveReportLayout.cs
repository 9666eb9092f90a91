// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Wire;

namespace Attestation.Tdx.Wire;

/// <summary>SGX enclave report body. Intel TDX DCAP Quoting Library API, A.3. 384 bytes, little-endian.</summary>
/// <remarks>Reserved bytes are signed and no document demands that a verifier sees zero there.</remarks>
internal static class EnclaveReportLayout
{
    public static readonly Field CpuSvn = new(nameof(CpuSvn), 0, 16);
    public static readonly Field MiscSelect = new(nameof(MiscSelect), 16, 4);
    public static readonly Field Reserved = new(nameof(Reserved), 20, 28);
    public static readonly Field Attributes = new(nameof(Attributes), 48, 16);
    public static readonly Field MrEnclave = new(nameof(MrEnclave), 64, 32);
    public static readonly Field Reserved2 = new(nameof(Reserved2), 96, 32);
    public static readonly Field MrSigner = new(nameof(MrSigner), 128, 32);
    public static readonly Field Reserved3 = new(nameof(Reserved3), 160, 96);
    public static readonly Field IsvProdId = new(nameof(IsvProdId), 256, 2);
    public static readonly Field IsvSvn = new(nameof(IsvSvn), 258, 2);
    public static readonly Field Reserved4 = new(nameof(Reserved4), 260, 60);
    public static readonly Field ReportData = new(nameof(ReportData), 320, 64);

    public static readonly ImmutableArray<Field> All =
    [
        CpuSvn, MiscSelect, Reserved, Attributes, MrEnclave, Reserved2, MrSigner, Reserved3, IsvProdId, IsvSvn, Reserved4, ReportData,
    ];

    public static readonly int Size = All[^1].End;
}
