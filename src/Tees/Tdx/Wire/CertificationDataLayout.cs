// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Wire;

namespace Attestation.Tdx.Wire;

/// <summary>What precedes certification data. Intel TDX DCAP Quoting Library API, A.3.9. 6 bytes, little-endian.</summary>
internal static class CertificationDataLayout
{
    public static readonly Field CertificationDataType = new(nameof(CertificationDataType), 0, 2);
    public static readonly Field CertificationDataSize = new(nameof(CertificationDataSize), 2, 4);

    public static readonly ImmutableArray<Field> All = [CertificationDataType, CertificationDataSize];

    public static readonly int Size = All[^1].End;
}
