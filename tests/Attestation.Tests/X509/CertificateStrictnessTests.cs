// SPDX-License-Identifier: Apache-2.0

using Attestation.Wire;
using Attestation.X509;

namespace Attestation.Tests.X509;

public sealed class CertificateStrictnessTests
{
    private static readonly byte[] True = [0x01, 0x01, 0xFF];

    private static readonly Dictionary<string, DerParts> Refused = new()
    {
        ["no version"] = new() { Version = [] },
        ["version 1 encoded"] = new() { Version = DerParts.Hex("a003020100") },
        ["version 2"] = new() { Version = DerParts.Hex("a003020101") },
        ["version 4"] = new() { Version = DerParts.Hex("a003020103") },
        ["version with more behind it"] = new() { Version = DerParts.Hex("a0050201020500") },
        ["serial negative"] = new() { Serial = DerParts.Hex("0201ff") },
        ["serial not minimal"] = new() { Serial = DerParts.Hex("0202000a") },
        ["serial empty"] = new() { Serial = DerParts.Hex("0200") },
        ["serial of 22 bytes"] = new() { Serial = DerParts.Tlv(2, Enumerable.Repeat((byte)1, 22).ToArray()) },
        ["length in two bytes where one does"] = new() { Serial = DerParts.Hex("0281010a") },
        ["indefinite length"] = new() { Issuer = DerParts.Hex("30800000") },
        ["wrong tag"] = new() { Serial = DerParts.Hex("04010a") },
        ["outer algorithm differs"] = new() { OuterAlgorithm = DerParts.Hex("300a06082a8648ce3d040303") },
        ["outer algorithm with NULL"] = new() { OuterAlgorithm = DerParts.Hex("300c06082a8648ce3d0403020500") },
        ["time with offset"] = Dated(DerParts.Utc("2601020304+0100")),
        ["time without seconds"] = Dated(DerParts.Utc("2601020304Z")),
        ["time with a blank"] = Dated(DerParts.Utc("26010203 405Z")),
        ["month 13"] = Dated(DerParts.Utc("261302030405Z")),
        ["30 February"] = Dated(DerParts.Utc("260230030405Z")),
        ["hour 24"] = Dated(DerParts.Utc("260102240000Z")),
        ["second 60"] = Dated(DerParts.Utc("260102030460Z")),
        ["GeneralizedTime before 2050"] = Dated(DerParts.General("20260102030405Z")),
        ["GeneralizedTime with fraction"] = Dated(DerParts.General("20600102030405.1Z")),
        ["GeneralizedTime of year 0"] = Dated(DerParts.General("00000102030405Z")),
        ["issuer empty set"] = new() { Issuer = DerParts.Hex("30023100") },
        ["issuer set not in order"] = new() { Issuer = Set("b", "a") },
        ["issuer attribute twice in a set"] = new() { Issuer = Set("a", "a") },
        ["issuer value constructed"] = new() { Issuer = DerParts.Tlv(0x30, DerParts.Rdn(0x30, "")) },
        ["issuer attribute without value"] = new() { Issuer = DerParts.Hex("30093107300506035504033100") },
        ["issuer OID not minimal"] = new() { Issuer = DerParts.Hex("300e310c300a06045580040313024445") },
        ["issuer OID cut"] = new() { Issuer = DerParts.Hex("300c310a3008060255841302" + "4445") },
        ["unique identifier"] = new() { BehindSpki = DerParts.Hex("81020001") },
        ["empty extensions"] = new() { BehindSpki = DerParts.Extensions() },
        ["critical FALSE encoded"] = Extended(DerParts.Extension("1.2.3", [1, 1, 0], [])),
        ["critical TRUE as 01"] = Extended(DerParts.Extension("1.2.3", [1, 1, 1], [])),
        ["extension twice"] = Extended(DerParts.Extension("1.2.3", [], []), DerParts.Extension("1.2.3", True, [1])),
        ["65 extensions"] = Extended([.. Enumerable.Range(1, 65).Select(i => DerParts.Extension($"1.2.{i}", [], []))]),
        ["CA FALSE encoded"] = Extended(DerParts.Extension("2.5.29.19", True, DerParts.Hex("3003010100"))),
        ["path length without CA"] = Extended(DerParts.Extension("2.5.29.19", True, DerParts.Hex("3003020100"))),
        ["path length negative"] = Extended(DerParts.Extension("2.5.29.19", True, DerParts.Hex("30060101ff0201ff"))),
        ["bytes behind basic constraints"] = Extended(DerParts.Extension("2.5.29.19", True, DerParts.Hex("300000"))),
        ["key usage empty"] = Extended(DerParts.Extension("2.5.29.15", True, DerParts.Hex("030100"))),
        ["key usage without a bit"] = Extended(DerParts.Extension("2.5.29.15", True, DerParts.Hex("03020000"))),
        ["key usage with unused bit set"] = Extended(DerParts.Extension("2.5.29.15", True, DerParts.Hex("03020305"))),
        ["key usage with 8 unused bits"] = Extended(DerParts.Extension("2.5.29.15", True, DerParts.Hex("03020804"))),
        ["subject key identifier not DER"] = Extended(DerParts.Extension("2.5.29.14", [], DerParts.Hex("040201"))),
        ["authority key identifier without serial"] = Extended(DerParts.Extension("2.5.29.35", [], DerParts.Hex("3005800101a100"))),
        ["signature empty"] = new() { Signature = DerParts.Hex("030100") },
        ["signature with unused bits"] = new() { Signature = DerParts.Hex("0309013006020101020100") },
        ["element behind the signature"] = new() { InTheCertificate = [5, 0] },
        ["bytes behind the certificate"] = new() { Behind = [0] },
    };

    public static IEnumerable<TheoryDataRow<string>> Names => Refused.Keys.Select(name => new TheoryDataRow<string>(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_not_strict_is_refused(string name)
    {
        Assert.False(Certificate.TryParse(Refused[name].Join(), out Certificate? parsed, out Malformed? malformed));
        Assert.Null(parsed);
        Assert.Equal("X.509 certificate", malformed.Structure);
    }

    [Fact]
    public void Unchanged_parts_are_accepted() => TestAuthority.Parsed(new DerParts().Join());

    [Fact]
    public void Sixty_four_extensions_are_accepted() =>
        TestAuthority.Parsed(Extended([.. Enumerable.Range(1, 64).Select(i => DerParts.Extension($"1.2.{i}", [], []))]).Join());

    [Fact]
    public void Basic_constraints_without_CA_are_an_empty_sequence() =>
        Assert.Equal(
            new BasicConstraints(false, null),
            TestAuthority.Parsed(Extended(DerParts.Extension("2.5.29.19", True, [0x30, 0])).Join()).BasicConstraints);

    [Fact]
    public void A_key_usage_as_AMD_writes_it_is_read()
    {
        Certificate ask = TestAuthority.Parsed(Extended(DerParts.Extension("2.5.29.15", True, DerParts.Hex("03020104"))).Join());

        Assert.Equal(System.Security.Cryptography.X509Certificates.X509KeyUsageFlags.KeyCertSign, ask.KeyUsage);
    }

    [Fact]
    public void An_authority_that_is_named_without_key_identifier_has_none() =>
        Assert.Null(TestAuthority.Parsed(Extended(DerParts.Extension("2.5.29.35", [], DerParts.Hex("3005a100820101"))).Join()).AuthorityKeyIdentifier);

    [Fact]
    public void Every_truncation_is_refused()
    {
        byte[] der = TestAuthority.P256.Der;
        for (int length = 0; length < der.Length; length++)
        {
            Assert.False(Certificate.TryParse(der.AsMemory(0, length), out _, out _), $"{length} bytes");
        }
    }

    private static DerParts Dated(byte[] notBefore) => new() { Validity = DerParts.Tlv(0x30, notBefore, DerParts.Utc("491231235959Z")) };

    private static DerParts Extended(params byte[][] extensions) => new() { BehindSpki = DerParts.Extensions(extensions) };

    private static byte[] Set(string first, string second) =>
        DerParts.Tlv(0x30, DerParts.Tlv(0x31, DerParts.Attribute(0x0c, first), DerParts.Attribute(0x0c, second)));
}
