// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text;
using Attestation.Wire;
using Attestation.X509;
using CsCheck;

namespace Attestation.Tests.X509;

public sealed class SpiffeIdTests
{
    [Theory]
    [InlineData("spiffe://example.org", "example.org", "")]
    [InlineData("spiffe://public/ns/default/sre-agent", "public", "/ns/default/sre-agent")]
    [InlineData("spiffe://a-b_c.9/A.b/_-/...", "a-b_c.9", "/A.b/_-/...")]
    public void An_id_has_a_trust_domain_and_a_path(string text, string domain, string path)
    {
        Assert.True(SpiffeId.TryParse(text, out SpiffeId? id, out Malformed? malformed), malformed?.ToString());
        Assert.Equal((text, domain, path), (id.Text, id.TrustDomain, id.Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("spiffe:/a")]
    [InlineData("SPIFFE://a")]
    [InlineData("https://a")]
    [InlineData("spiffe://")]
    [InlineData("spiffe:///a")]
    [InlineData("spiffe://A")]
    [InlineData("spiffe://a:8080")]
    [InlineData("spiffe://user@a")]
    [InlineData("spiffe://a/")]
    [InlineData("spiffe://a//b")]
    [InlineData("spiffe://a/b/")]
    [InlineData("spiffe://a/./b")]
    [InlineData("spiffe://a/../b")]
    [InlineData("spiffe://a/%62")]
    [InlineData("spiffe://a/b?c")]
    [InlineData("spiffe://a/b#c")]
    [InlineData("spiffe://a/\u00e9")]
    [InlineData("spiffe://a/b\0")]
    public void Another_form_is_refused(string text) => Assert.False(SpiffeId.TryParse(text, out _, out _));

    [Fact]
    public void Lengths_are_bounded()
    {
        Assert.True(SpiffeId.TryParse("spiffe://" + new string('a', 255), out _, out _));
        Assert.False(SpiffeId.TryParse("spiffe://" + new string('a', 256), out _, out _));
        Assert.True(SpiffeId.TryParse("spiffe://a/" + new string('a', 2048 - 11), out _, out _));
        Assert.False(SpiffeId.TryParse("spiffe://a/" + new string('a', 2048 - 10), out _, out _));
    }

    [Fact]
    public void Of_many_kinds_of_names_the_one_URI_is_the_id() => Assert.Equal(
        "spiffe://a/b",
        Read(Names(DerParts.Tlv(0x81, "mail"u8.ToArray()), DerParts.Tlv(0x82, "dns"u8.ToArray()), Uri("spiffe://a/b"), DerParts.Tlv(0x87, [127, 0, 0, 1]), DerParts.Tlv(0xA4, DerParts.Hex("3000")))));

    [Fact]
    public void None_or_two_URIs_or_another_form_of_the_extension_are_no_id()
    {
        Assert.Null(Read(Names(DerParts.Tlv(0x82, "dns"u8.ToArray()))));
        Assert.Null(Read(Names(Uri("spiffe://a/b"), Uri("spiffe://a/c"))));
        Assert.Null(Read(Names(Uri("spiffe://a/b"), Uri("https://a/c"))));
        Assert.Null(Read(Names()));
        Assert.Null(Read(Names(Uri(""))));
        Assert.Null(Read(Names(Uri("spiffe://a/b "))));
        Assert.Null(Read(Names(DerParts.Tlv(0xA6, "spiffe://a/b"u8.ToArray()))));
        Assert.Null(Read(Names(DerParts.Tlv(0x89, "spiffe://a/b"u8.ToArray()))));
        Assert.Null(Read([.. Names(Uri("spiffe://a/b")), 0]));
        Assert.Null(Read(Uri("spiffe://a/b")));
        Assert.Null(Read(Names([.. Enumerable.Repeat(DerParts.Tlv(0x82, "dns"u8.ToArray()), 256), Uri("spiffe://a/b")])));
        Assert.False(SpiffeId.TryReadFrom([], out _, out Malformed? malformed));
        Assert.Contains("0 URIs", malformed.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_bytes_and_any_text_are_read_or_refused()
    {
        Gen.Byte.Array[0, 60].Sample(bytes => { Read(bytes); });
        Gen.String.Sample(text => SpiffeId.TryParse("spiffe://" + text, out SpiffeId? id, out Malformed? malformed) == (malformed is null) && (id is null) == (malformed is not null));
        byte[] good = Names(DerParts.Tlv(0x82, "dns"u8.ToArray()), Uri("spiffe://a/b"));
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte).Array[1, 3].Sample(edits =>
        {
            byte[] bytes = [.. good];
            foreach ((int at, byte value) in edits)
            {
                bytes[at] = value;
            }

            Read(bytes);
        });
    }

    private static string? Read(byte[] value)
    {
        bool reads = SpiffeId.TryReadFrom([new(ExtensionOids.SubjectAlternativeName.ToArray(), true, value)], out SpiffeId? id, out Malformed? malformed);
        Assert.Equal(reads, id is not null);
        Assert.Equal(reads, malformed is null);
        return id?.Text;
    }

    private static byte[] Names(params byte[][] names) => DerParts.Tlv(0x30, names);

    private static byte[] Uri(string uri) => DerParts.Tlv(0x86, Encoding.ASCII.GetBytes(uri));
}
