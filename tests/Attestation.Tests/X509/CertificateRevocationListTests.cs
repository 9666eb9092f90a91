// SPDX-License-Identifier: Apache-2.0

using System.Numerics;
using Attestation.Wire;
using Attestation.X509;

namespace Attestation.Tests.X509;

public sealed class CertificateRevocationListTests
{
    private static readonly byte[] Number = DerParts.Extension("2.5.29.20", [], [2, 1, 7]);
    private static readonly byte[] True = [0x01, 0x01, 0xFF];
    private static readonly byte[] Date = DerParts.Utc("260102030405Z");

    private static readonly Dictionary<string, byte[]> Refused = new()
    {
        ["no version"] = List(version: []),
        ["version 1"] = List(version: [2, 1, 0]),
        ["no nextUpdate"] = List(dates: Date),
        ["no extensions"] = List(extensions: []),
        ["empty list"] = List(revoked: [0x30, 0]),
        ["entry without date"] = List(revoked: DerParts.Tlv(0x30, DerParts.Tlv(0x30, [2, 1, 9]))),
        ["entry with negative serial"] = List(revoked: Entry([2, 1, 0x80])),
        ["entry with serial not minimal"] = List(revoked: Entry([2, 2, 0, 9])),
        ["entry with empty extensions"] = List(revoked: Entry([2, 1, 9], [0x30, 0])),
        ["reason 7"] = List(revoked: Entry([2, 1, 9], Reason([10, 1, 7]))),
        ["reason removeFromCRL"] = List(revoked: Entry([2, 1, 9], Reason([10, 1, 8]))),
        ["reason 11"] = List(revoked: Entry([2, 1, 9], Reason([10, 1, 11]))),
        ["reason of two bytes"] = List(revoked: Entry([2, 1, 9], Reason([10, 2, 0, 1]))),
        ["reason as INTEGER"] = List(revoked: Entry([2, 1, 9], Reason([2, 1, 1]))),
        ["reason twice"] = List(revoked: Entry([2, 1, 9], DerParts.Tlv(0x30, ReasonItem([10, 1, 1]), ReasonItem([10, 1, 1])))),
        ["invalidity date as UTCTime"] = List(revoked: Entry([2, 1, 9], DerParts.Tlv(0x30, DerParts.Extension("2.5.29.24", [], Date)))),
        ["unknown critical entry extension"] = List(revoked: Entry([2, 1, 9], DerParts.Tlv(0x30, DerParts.Extension("2.5.29.29", True, [0x30, 0])))),
        ["delta list"] = List(extensions: [Number, DerParts.Extension("2.5.29.27", [], [2, 1, 1])]),
        ["list of a part"] = List(extensions: [Number, DerParts.Extension("2.5.29.28", True, [0x30, 0])]),
        ["unknown critical extension"] = List(extensions: [Number, DerParts.Extension("1.2.3", True, [])]),
        ["number negative"] = List(extensions: [DerParts.Extension("2.5.29.20", [], [2, 1, 0xFF])]),
        ["number twice"] = List(extensions: [Number, Number]),
        ["bytes behind"] = [.. List(), 0],
    };

    public static IEnumerable<TheoryDataRow<string>> Names => Refused.Keys.Select(name => new TheoryDataRow<string>(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_not_strict_or_not_complete_is_refused(string name)
    {
        Assert.False(CertificateRevocationList.TryParse(Refused[name], out var parsed, out Malformed? malformed));
        Assert.Null(parsed);
        Assert.Equal("X.509 CRL", malformed.Structure);
    }

    [Fact]
    public void Entries_with_reason_date_and_unknown_extension_are_read()
    {
        byte[] extensions = DerParts.Tlv(
            0x30, ReasonItem([10, 1, 1]), DerParts.Extension("2.5.29.24", [], DerParts.General("20260102030405Z")), DerParts.Extension("1.2.3", [], []));
        CertificateRevocationList crl = TestAuthority.ParsedCrl(List(revoked: Entry([2, 1, 9], extensions)));

        Assert.Equal(1, crl.RevokedCount);
        Assert.True(crl.Revokes([9]));
    }

    [Theory]
    [MemberData(nameof(TestAuthority.Names), MemberType = typeof(TestAuthority))]
    public void Fields_are_those_the_authority_wrote(string name)
    {
        TestAuthority authority = TestAuthority.Named(name);
        byte[] der = authority.Revoke([1, 2, 3], [0x00, 0x80], [5]);
        CertificateRevocationList crl = TestAuthority.ParsedCrl(der);

        Assert.Equal(der, crl.Raw.ToArray());
        Assert.Equal(authority.Certificate.Subject, crl.Issuer);
        Assert.Equal(TestAuthority.From, crl.ThisUpdate);
        Assert.Equal(TestAuthority.Until, crl.NextUpdate);
        Assert.Equal(new BigInteger(7), crl.CrlNumber);
        Assert.Equal(authority.Certificate.SubjectKeyIdentifier?.ToArray(), crl.AuthorityKeyIdentifier?.ToArray());
        Assert.Equal(3, crl.RevokedCount);
    }

    [Fact]
    public void Exactly_the_listed_serials_are_revoked()
    {
        CertificateRevocationList crl = TestAuthority.ParsedCrl(TestAuthority.P256.Revoke([1, 2, 3], [0x00, 0x80], [5]));

        Assert.True(crl.Revokes([1, 2, 3]));
        Assert.True(crl.Revokes([0x00, 0x80]));
        Assert.True(crl.Revokes([5]));
        Assert.False(crl.Revokes([1, 2]));
        Assert.False(crl.Revokes([1, 2, 3, 4]));
        Assert.False(crl.Revokes([0x80]));
        Assert.False(crl.Revokes([]));
        Assert.False(crl.Revokes([0]));
    }

    [Fact]
    public void A_list_without_entries_revokes_nothing()
    {
        CertificateRevocationList crl = TestAuthority.ParsedCrl(List());

        Assert.Equal(0, crl.RevokedCount);
        Assert.False(crl.Revokes([1]));
    }

    [Fact]
    public void A_list_of_ten_thousand_is_read()
    {
        byte[] entries = DerParts.Tlv(0x30, Enumerable.Range(0x4000, 10_000).SelectMany(i =>
            DerParts.Tlv(0x30, [2, 2, (byte)(i >> 8), (byte)(i & 0xFF)], Date)).ToArray());
        CertificateRevocationList crl = TestAuthority.ParsedCrl(List(revoked: entries));

        Assert.Equal(10_000, crl.RevokedCount);
        Assert.True(crl.Revokes([0x40, 0x00]));
        Assert.True(crl.Revokes([0x67, 0x0F]));
        Assert.False(crl.Revokes([0x3F, 0xFF]));
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        byte[] der = TestAuthority.P256.Revoke([1]);
        for (int length = 0; length < der.Length; length++)
        {
            Assert.False(CertificateRevocationList.TryParse(der.AsMemory(0, length), out _, out _), $"{length} bytes");
        }
    }

    private static byte[] Entry(byte[] serial, params byte[][] extensions) =>
        DerParts.Tlv(0x30, DerParts.Tlv(0x30, [serial, Date, .. extensions]));

    private static byte[] Reason(byte[] value) => DerParts.Tlv(0x30, ReasonItem(value));

    private static byte[] ReasonItem(byte[] value) => DerParts.Extension("2.5.29.21", [], value);

    private static byte[] List(byte[]? version = null, byte[]? dates = null, byte[]? revoked = null, byte[][]? extensions = null)
    {
        DerParts parts = new();
        byte[] tbs = DerParts.Tlv(
            0x30,
            version ?? [2, 1, 1],
            parts.InnerAlgorithm,
            parts.Issuer,
            dates ?? [.. Date, .. Date],
            revoked ?? [],
            extensions is [] ? [] : DerParts.Tlv(0xA0, DerParts.Tlv(0x30, extensions ?? [Number])));
        return DerParts.Tlv(0x30, tbs, parts.OuterAlgorithm, parts.Signature);
    }
}
