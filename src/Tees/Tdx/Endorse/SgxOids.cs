// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Tdx.Endorse;

/// <summary>Intel's OIDs in a PCK leaf, as content bytes: 1.2.840.113741.1.13.1 and below.</summary>
/// <remarks>Intel SGX PCK Certificate and CRL Profile Specification, rev. 1.5, section 1.3.5.</remarks>
internal static class SgxOids
{
    public const byte Ppid = 1;
    public const byte Tcb = 2;
    public const byte PceId = 3;
    public const byte Fmspc = 4;
    public const byte SgxType = 5;
    public const byte PlatformInstanceId = 6;
    public const byte Configuration = 7;

    /// <summary>Below <see cref="Tcb"/>: 1 to 16 are component SVNs.</summary>
    public const byte PceSvn = 17;

    /// <summary>Below <see cref="Tcb"/>.</summary>
    public const byte CpuSvn = 18;

    /// <summary>Below <see cref="Configuration"/>: dynamicPlatform, cachedKeys, SMT enabled.</summary>
    public const byte LastConfiguration = 3;

    /// <summary>1.2.840.113741.1.13.1, the extension itself.</summary>
    public static ReadOnlySpan<byte> Extension => [0x2A, 0x86, 0x48, 0x86, 0xF8, 0x4D, 0x01, 0x0D, 0x01];

    /// <summary>The last arc of an OID right below <paramref name="parent"/>; 0 for any other OID.</summary>
    public static byte ArcBelow(ReadOnlySpan<byte> parent, ReadOnlySpan<byte> oid) =>
        oid.Length == parent.Length + 1 && oid.StartsWith(parent) && oid[^1] < 0x80 ? oid[^1] : (byte)0;
}
