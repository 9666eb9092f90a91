// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SevSnp.Endorse;

/// <summary>AMD's OIDs in a VCEK or VLEK certificate, as content bytes: 1.3.6.1.4.1.3704.1 and below.</summary>
/// <remarks>AMD VCEK Certificate and KDS Interface Specification, doc 57230, chapter 3.</remarks>
internal static class AmdOids
{
    public const byte StructVersion = 1;
    public const byte ProductName = 2;

    /// <summary>Parent of the security patch levels.</summary>
    public const byte Spl = 3;

    public const byte HwId = 4;
    public const byte CspId = 5;

    /// <summary>Below <see cref="Spl"/>.</summary>
    public const byte BootLoader = 1;

    /// <summary>Below <see cref="Spl"/>.</summary>
    public const byte Tee = 2;

    /// <summary>Below <see cref="Spl"/>.</summary>
    public const byte Snp = 3;

    /// <summary>Below <see cref="Spl"/>: spl4 to spl7 are reserved bytes of the TCB, in their order.</summary>
    public const byte Spl4 = 4;

    /// <summary>Below <see cref="Spl"/>.</summary>
    public const byte Spl7 = 7;

    /// <summary>Below <see cref="Spl"/>.</summary>
    public const byte Microcode = 8;

    /// <summary>Below <see cref="Spl"/>; Turin only.</summary>
    public const byte Fmc = 9;

    /// <summary>1.3.6.1.4.1.3704.1.</summary>
    private static ReadOnlySpan<byte> Arc => [0x2B, 0x06, 0x01, 0x04, 0x01, 0x9C, 0x78, 0x01];

    /// <summary>Content bytes of an extension's OID.</summary>
    public static byte[] Of(byte arc) => [.. Arc, arc];

    /// <summary>Content bytes of a security patch level's OID.</summary>
    public static byte[] OfSpl(byte arc) => [.. Arc, Spl, arc];
}
