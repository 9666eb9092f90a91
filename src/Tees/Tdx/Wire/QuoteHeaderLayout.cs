// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Wire;

namespace Attestation.Tdx.Wire;

/// <summary>Quote header, versions 4 and 5. Intel TDX DCAP Quoting Library API, A.3.1 and A.4.1. 48 bytes, little-endian.</summary>
/// <remarks>Version 3 has QE SVN and PCE SVN in the reserved bytes; nobody may trust them, so nobody checks them either.</remarks>
internal static class QuoteHeaderLayout
{
    public static readonly Field Version = new(nameof(Version), 0, 2);
    public static readonly Field AttestationKeyType = new(nameof(AttestationKeyType), 2, 2);
    public static readonly Field TeeType = new(nameof(TeeType), 4, 4);
    public static readonly Field Reserved = new(nameof(Reserved), 8, 4);
    public static readonly Field QeVendorId = new(nameof(QeVendorId), 12, 16);
    public static readonly Field UserData = new(nameof(UserData), 28, 20);

    public static readonly ImmutableArray<Field> All = [Version, AttestationKeyType, TeeType, Reserved, QeVendorId, UserData];

    public static readonly int Size = All[^1].End;
}
