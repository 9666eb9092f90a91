// SPDX-License-Identifier: Apache-2.0

using System.Formats.Asn1;

namespace Attestation.Tests.X509;

/// <summary>The parts of a certificate, each replaceable by other bytes; put together again without a new signature.</summary>
internal sealed record DerParts
{
    public byte[] Version { get; init; } = Hex("a003020102");

    public byte[] Serial { get; init; } = Hex("02010a");

    public byte[] InnerAlgorithm { get; init; } = Hex("300a06082a8648ce3d040302");

    public byte[] Issuer { get; init; } = Tlv(0x30, Rdn(0x0c, "Test"));

    public byte[] Validity { get; init; } = Tlv(0x30, Utc("260102030405Z"), Utc("491231235959Z"));

    public byte[] Subject { get; init; } = Tlv(0x30, Rdn(0x0c, "Leaf"));

    public byte[] Spki { get; init; } = [.. Hex("3059301306072a8648ce3d020106082a8648ce3d03010703420004"), .. Enumerable.Repeat((byte)7, 64)];

    public byte[] BehindSpki { get; init; } = [];

    public byte[] OuterAlgorithm { get; init; } = Hex("300a06082a8648ce3d040302");

    public byte[] Signature { get; init; } = Hex("0309003006020101020101");

    public byte[] InTheCertificate { get; init; } = [];

    public byte[] Behind { get; init; } = [];

    public static byte[] Extensions(params byte[][] extensions) => Tlv(0xA3, Tlv(0x30, extensions));

    /// <summary>An extension; <paramref name="critical"/> is the encoded BOOLEAN or empty.</summary>
    public static byte[] Extension(string oid, byte[] critical, byte[] value)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        writer.WriteObjectIdentifier(oid);
        return Tlv(0x30, writer.Encode(), critical, Tlv(0x04, value));
    }

    public static byte[] Rdn(byte tag, string commonName) => Tlv(0x31, Attribute(tag, commonName));

    public static byte[] Attribute(byte tag, string commonName) =>
        Tlv(0x30, Hex("0603550403"), Tlv(tag, System.Text.Encoding.UTF8.GetBytes(commonName)));

    public static byte[] Utc(string text) => Tlv(0x17, System.Text.Encoding.ASCII.GetBytes(text));

    public static byte[] General(string text) => Tlv(0x18, System.Text.Encoding.ASCII.GetBytes(text));

    public static byte[] Hex(string hex) => Convert.FromHexString(hex);

    public static byte[] Tlv(byte tag, params byte[][] parts)
    {
        byte[] content = [.. parts.SelectMany(part => part)];
        byte[] length = content.Length < 0x80 ? [(byte)content.Length]
            : content.Length < 0x100 ? [0x81, (byte)content.Length]
            : content.Length < 0x10000 ? [0x82, (byte)(content.Length >> 8), (byte)(content.Length & 0xFF)]
            : [0x83, (byte)(content.Length >> 16), (byte)((content.Length >> 8) & 0xFF), (byte)(content.Length & 0xFF)];
        return [tag, .. length, .. content];
    }

    public byte[] Join()
    {
        byte[] tbs = Tlv(0x30, Version, Serial, InnerAlgorithm, Issuer, Validity, Subject, Spki, BehindSpki);
        return [.. Tlv(0x30, tbs, OuterAlgorithm, Signature, InTheCertificate), .. Behind];
    }
}
