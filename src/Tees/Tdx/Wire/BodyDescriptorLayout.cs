// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Wire;

namespace Attestation.Tdx.Wire;

/// <summary>Quote body descriptor, version 5 only. Intel TDX DCAP Quoting Library API, A.4.2. 6 bytes, little-endian.</summary>
internal static class BodyDescriptorLayout
{
    public static readonly Field BodyType = new(nameof(BodyType), 0, 2);
    public static readonly Field BodySize = new(nameof(BodySize), 2, 4);

    public static readonly ImmutableArray<Field> All = [BodyType, BodySize];

    public static readonly int Size = All[^1].End;
}
