// SPDX-License-Identifier: Apache-2.0

using Attestation.X509;

namespace Attestation.Tests.X509;

public sealed class DistinguishedNameTests
{
    [Fact]
    public void Common_name_and_organization_are_read()
    {
        Assert.Equal("Test Root", TestAuthority.P256.Certificate.Subject.CommonName);
        Assert.Equal("Test", TestAuthority.P256.Certificate.Subject.Organization);
    }

    [Fact]
    public void Absent_attributes_are_null() => Assert.Null(Named(DerParts.Rdn(0x0c, "Leaf")).Organization);

    [Fact]
    public void A_repeated_common_name_is_null() => Assert.Null(Named(DerParts.Rdn(0x0c, "a"), DerParts.Rdn(0x0c, "b")).CommonName);

    [Fact]
    public void A_common_name_of_another_string_type_is_null() => Assert.Null(Named(DerParts.Rdn(0x1E, "ab")).CommonName);

    [Fact]
    public void A_common_name_that_is_not_UTF8_is_null() =>
        Assert.Null(Named(DerParts.Tlv(0x31, DerParts.Tlv(0x30, DerParts.Hex("06035504030c01ff")))).CommonName);

    [Fact]
    public void A_printable_string_beyond_ASCII_is_null() => Assert.Null(Named(DerParts.Rdn(0x13, "ä")).CommonName);

    [Fact]
    public void The_same_text_in_another_string_type_is_another_name()
    {
        Assert.NotEqual(Named(DerParts.Rdn(0x0c, "a")), Named(DerParts.Rdn(0x13, "a")));
        Assert.Equal(Named(DerParts.Rdn(0x0c, "a")), Named(DerParts.Rdn(0x0c, "a")));
        Assert.True(Named(DerParts.Rdn(0x0c, "a")) != Named(DerParts.Rdn(0x0c, "b")));
    }

    [Fact]
    public void An_empty_name_has_no_common_name() => Assert.Null(Named().CommonName);

    private static DistinguishedName Named(params byte[][] relative) =>
        TestAuthority.Parsed(new DerParts { Subject = DerParts.Tlv(0x30, relative) }.Join()).Subject;
}
