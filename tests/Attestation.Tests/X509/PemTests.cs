// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text;
using Attestation.Wire;
using Attestation.X509;
using CsCheck;

namespace Attestation.Tests.X509;

public sealed class PemTests
{
    private static readonly byte[] Block = [.. Enumerable.Range(0, 100).Select(i => (byte)i)];

    [Theory]
    [InlineData("\n", "")]
    [InlineData("\n", "\n")]
    [InlineData("\n", "\0")]
    [InlineData("\n", "\n\0")]
    [InlineData("\r\n", "\r\n")]
    [InlineData("\r\n", "\r\n\0")]
    public void Both_line_ends_with_or_without_the_last_and_a_NUL_are_read(string lineEnd, string tail)
    {
        Assert.True(Pem.TryReadCertificates(PemText.Of([Block, [1], Block], lineEnd, tail), 3, out var read, out Malformed? malformed));
        Assert.Null(malformed);
        Assert.Equal([Block, [1], Block], read.Select(block => block.ToArray()));
    }

    [Fact]
    public void Blocks_of_every_length_are_read_back() =>
        Gen.Byte.Array[1, 300].Sample(block =>
        {
            Assert.True(Pem.TryReadCertificates(PemText.Of([block]), 1, out var read, out _));
            Assert.Equal(block, read[0].ToArray());
        });

    [Theory]
    [InlineData("\n\n")]
    [InlineData("\0\0")]
    [InlineData("\0\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    [InlineData(" ")]
    [InlineData("\n\n\0")]
    [InlineData("\nx")]
    public void Anything_else_behind_the_last_block_is_refused(string tail) => Refused(PemText.Of([Block], "\n", tail));

    [Theory]
    [InlineData("\r\n", "\n")]
    [InlineData("\n", "\r\n")]
    [InlineData("\r", "\r")]
    public void Mixed_or_bare_line_ends_are_refused(string lineEnd, string tail) => Refused(PemText.Of([Block], lineEnd, tail));

    [Theory]
    [InlineData(" ")]
    [InlineData("\n")]
    [InlineData("subject=x\n")]
    public void Anything_before_the_first_block_is_refused(string before) =>
        Refused([.. Encoding.ASCII.GetBytes(before), .. PemText.Of([Block])]);

    [Theory]
    [InlineData("\n")]
    [InlineData("# next\n")]
    [InlineData("\0")]
    public void Anything_between_blocks_is_refused(string between) =>
        Refused([.. PemText.Of([Block]), .. Encoding.ASCII.GetBytes(between), .. PemText.Of([Block])]);

    [Theory]
    [InlineData(60)]
    [InlineData(63)]
    [InlineData(76)]
    [InlineData(1000)]
    public void Lines_of_another_width_are_refused(int width) => Refused(PemText.Of([Block], width: width));

    [Theory]
    [InlineData("YR==")]
    [InlineData("YQ=")]
    [InlineData("YQ")]
    [InlineData("Y Q==")]
    [InlineData("YQ==YQ==")]
    [InlineData("====")]
    [InlineData("YQ_-")]
    [InlineData("")]
    public void Base64_that_is_not_the_encoding_of_its_bytes_is_refused(string base64) =>
        Refused(Encoding.ASCII.GetBytes($"-----BEGIN CERTIFICATE-----\n{base64}\n-----END CERTIFICATE-----\n"));

    [Fact]
    public void Blanks_or_padding_within_a_full_line_are_refused()
    {
        string text = Encoding.ASCII.GetString(PemText.Of([Block]));
        int line = text.IndexOf('\n') + 1;

        Refused(Encoding.ASCII.GetBytes(text.Remove(line + 60, 4).Insert(line + 60, "    ")));
        Refused(Encoding.ASCII.GetBytes(text.Remove(line + 60, 4).Insert(line + 60, "YQ==")));
    }

    [Fact]
    public void One_block_more_than_allowed_is_refused()
    {
        Assert.False(Pem.TryReadCertificates(PemText.Of([Block, Block]), 1, out var read, out Malformed? malformed));
        Assert.Equal("PEM: CERTIFICATE: bytes behind 1 blocks, the most allowed", malformed.ToString());
        Assert.True(read is { IsDefault: false, IsEmpty: true });
    }

    [Fact]
    public void Another_label_is_refused()
    {
        Refused(PemText.Of([Block], label: "X509 CRL"));
        Refused(PemText.Of([Block], label: "TRUSTED CERTIFICATE"));
    }

    [Fact]
    public void No_block_at_all_is_refused()
    {
        Refused([]);
        Refused([0]);
    }

    [Fact]
    public void A_CRL_is_read_alone()
    {
        Assert.True(Pem.TryReadCrl(PemText.Of([Block], label: "X509 CRL"), out ReadOnlyMemory<byte> crl, out _));
        Assert.Equal(Block, crl.ToArray());
        Assert.False(Pem.TryReadCrl(PemText.Of([Block, Block], label: "X509 CRL"), out _, out _));
        Assert.False(Pem.TryReadCrl(PemText.Of([Block]), out _, out _));
    }

    private static void Refused(byte[] text) =>
        Assert.False(Pem.TryReadCertificates(text, 3, out ImmutableArray<ReadOnlyMemory<byte>> _, out _));
}
