// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Wire;

namespace Attestation.Tdx.Wire;

/// <summary>TD report of TDX 1.5 in a quote: that of 1.0 and two fields. Intel TDX DCAP Quoting Library API, A.4.4. 648 bytes.</summary>
internal static class TdReport15Layout
{
    public static readonly Field TeeTcbSvn2 = new(nameof(TeeTcbSvn2), 584, 16);
    public static readonly Field MrServiceTd = new(nameof(MrServiceTd), 600, 48);

    public static readonly ImmutableArray<Field> All = [.. TdReport10Layout.All, TeeTcbSvn2, MrServiceTd];

    public static readonly int Size = All[^1].End;
}
