// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;

namespace Attestation.Tdx.Tests;

/// <summary>A well-formed quote without genuine signatures, built by the specification's offsets and not by the Layouts.</summary>
internal sealed record QuoteBuilder(int Version, int BodyType)
{
    public static readonly byte[] Chain = [.. "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n\0"u8];

    private static readonly byte[] IntelVendorId = Convert.FromHexString("939A7233F79C4CA9940A0DB3957F0607");

    public static readonly QuoteBuilder V4 = new(4, 2);

    public static readonly QuoteBuilder V5 = new(5, 3);

    public static readonly QuoteBuilder[] Every = [V4, new(5, 2), V5, new(5, 4)];

    public int AuthenticationLength { get; init; } = 32;

    public int CertificationType { get; init; } = 5;

    public byte[] CertificationBytes { get; init; } = Chain;

    public int BodyOffset => Version == 5 ? 54 : 48;

    public int BodySize => BodyType switch { 2 => 584, 3 => 648, 4 => 885, _ => 0 };

    public int SignatureLengthOffset => BodyOffset + BodySize;

    public int SignatureOffset => SignatureLengthOffset + 4;

    public int InnerOffset => SignatureOffset + 584 + AuthenticationLength;

    public int Length => InnerOffset + 6 + CertificationBytes.Length;

    /// <summary>The quote, with the bytes that no rule fixes counting up, so that no two fields are alike.</summary>
    public byte[] Build()
    {
        byte[] quote = [.. Enumerable.Range(0, Length).Select(i => (byte)(((i * 7) + (i >> 8)) % 256))];
        U16(quote, 0, Version);
        U16(quote, 2, 2);
        U32(quote, 4, 0x81);
        IntelVendorId.CopyTo(quote, 12);
        if (Version == 5)
        {
            U16(quote, 48, BodyType);
            U32(quote, 50, BodySize);
        }

        U32(quote, SignatureLengthOffset, Length - SignatureOffset);
        U16(quote, SignatureOffset + 128, 6);
        U32(quote, SignatureOffset + 130, Length - SignatureOffset - 134);
        U16(quote, SignatureOffset + 582, AuthenticationLength);
        U16(quote, InnerOffset, CertificationType);
        U32(quote, InnerOffset + 2, CertificationBytes.Length);
        CertificationBytes.CopyTo(quote, InnerOffset + 6);
        return quote;
    }

    public byte[] With16(int offset, int value)
    {
        byte[] quote = Build();
        U16(quote, offset, value);
        return quote;
    }

    public byte[] With32(int offset, long value)
    {
        byte[] quote = Build();
        U32(quote, offset, value);
        return quote;
    }

    private static void U16(byte[] quote, int offset, int value) =>
        BinaryPrimitives.WriteUInt16LittleEndian(quote.AsSpan(offset), (ushort)value);

    private static void U32(byte[] quote, int offset, long value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(quote.AsSpan(offset), (uint)value);
}
