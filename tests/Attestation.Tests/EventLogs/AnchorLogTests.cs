// SPDX-License-Identifier: Apache-2.0

using Attestation.EventLogs;
using Attestation.Wire;
using CsCheck;

namespace Attestation.Tests.EventLogs;

public sealed class AnchorLogTests
{
    private static readonly byte[] Two = [.. AnchorLog.Encode(new byte[48], "one"u8), .. AnchorLog.Encode([1, 2], "two"u8)];

    [Fact]
    public void What_is_written_is_read()
    {
        Assert.True(AnchorLog.TryParse(Two, out AnchorLog? log, out _));
        Assert.Equal([48, 2], log.Events.Select(each => each.Digest.Length));
        Assert.Equal(["one", "two"], log.Events.Select(each => System.Text.Encoding.ASCII.GetString(each.LogStart.Span)));
    }

    [Fact]
    public void Lengths_are_big_endian() =>
        Assert.Equal("0002" + "0102" + "00000003" + "74776f", Hex.Of(AnchorLog.Encode([1, 2], "two"u8)));

    [Fact]
    public void An_empty_log_has_no_event() => Assert.True(AnchorLog.TryParse(Array.Empty<byte>(), out AnchorLog? log, out _) && log.Events.IsEmpty);

    [Fact]
    public void A_log_that_ends_within_an_event_is_refused()
    {
        int first = AnchorLog.Encode(new byte[48], "one"u8).Length;
        for (int length = 1; length < Two.Length; length++)
        {
            Assert.Equal(length == first, AnchorLog.TryParse(Two.AsMemory(0, length), out _, out _));
        }
    }

    [Theory]
    [InlineData("0041")]
    [InlineData("ffff")]
    [InlineData("000000010000")]
    [InlineData("0000ffffffff")]
    public void Lengths_over_the_limits_are_refused_before_anything_is_read(string hex)
    {
        Assert.False(AnchorLog.TryParse((byte[])[.. Convert.FromHexString(hex), .. new byte[70_000]], out _, out Malformed? malformed));
        Assert.Equal("event 0", malformed.Field);
    }

    [Fact]
    public void Any_bytes_are_refused_or_are_what_would_be_written() =>
        Gen.Byte.Array[0, 60].Sample(
            bytes => !AnchorLog.TryParse(bytes, out AnchorLog? log, out _)
                || log.Events.SelectMany(each => AnchorLog.Encode(each.Digest.Span, each.LogStart.Span)).SequenceEqual(bytes),
            iter: 20_000);
}
