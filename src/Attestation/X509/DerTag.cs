// SPDX-License-Identifier: Apache-2.0

namespace Attestation.X509;

#pragma warning disable CS1591 // the names are those of X.690

/// <summary>Identifier octets, ITU-T X.690 (02/2021) section 8.1.2; only the low-tag form occurs in X.509.</summary>
public static class DerTag
{
    public const byte Boolean = 0x01;
    public const byte Integer = 0x02;
    public const byte BitString = 0x03;
    public const byte OctetString = 0x04;
    public const byte Oid = 0x06;
    public const byte Enumerated = 0x0A;
    public const byte Utf8String = 0x0C;
    public const byte PrintableString = 0x13;
    public const byte Ia5String = 0x16;
    public const byte UtcTime = 0x17;
    public const byte GeneralizedTime = 0x18;
    public const byte Sequence = 0x30;
    public const byte Set = 0x31;

    /// <summary>A context-specific tag around one or more elements.</summary>
    public static byte Constructed(int number) => (byte)(0xA0 | number);

    /// <summary>A context-specific tag in place of a primitive's own.</summary>
    public static byte Implicit(int number) => (byte)(0x80 | number);
}
