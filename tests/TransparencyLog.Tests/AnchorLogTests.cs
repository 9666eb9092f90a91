// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Attestation.Wire;
using CsCheck;

namespace Attestation.TransparencyLog.Tests;

public sealed class AnchorLogTests
{
    private static readonly AnchorLog Two = AnchorLog.Empty.With(new byte[48], "one"u8).With(new byte[32], "two"u8);

    [Fact]
    public void What_is_written_is_read()
    {
        Assert.True(AnchorLog.TryParse(Two.Raw, out AnchorLog? log, out _));
        Assert.Equal([48, 32], log.Events.Select(each => each.Digest.Length));
        Assert.Equal(["one", "two"], log.Events.Select(each => Encoding.ASCII.GetString(each.Statement.Span)));
    }

    [Fact]
    public void Lengths_are_big_endian() =>
        Assert.Equal("0020" + new string('0', 64) + "00000003" + "74776f", Hex.Of(AnchorLog.Empty.With(new byte[32], "two"u8).Raw.Span));

    [Fact]
    public void An_empty_log_has_no_event() => Assert.True(AnchorLog.TryParse(Array.Empty<byte>(), out AnchorLog? log, out _) && log.Events.IsEmpty);

    [Fact]
    public void A_log_that_ends_within_an_event_is_refused()
    {
        int first = AnchorLog.Empty.With(new byte[48], "one"u8).Raw.Length;
        for (int length = 1; length < Two.Raw.Length; length++)
        {
            Assert.Equal(length == first, AnchorLog.TryParse(Two.Raw[..length], out _, out _));
        }
    }

    [Theory]
    [InlineData("0041")]
    [InlineData("0000")]
    [InlineData("ffff")]
    public void Lengths_over_the_limits_are_refused_before_anything_is_read(string hex)
    {
        Assert.False(AnchorLog.TryParse((byte[])[.. Convert.FromHexString(hex), .. new byte[70_000]], out _, out Malformed? malformed));
        Assert.Equal("event 0", malformed.Field);
    }

    [Fact]
    public void A_log_over_the_limit_is_refused() => Assert.False(AnchorLog.TryParse(new byte[AnchorLog.MaxBytes + 1], out _, out _));

    [Fact]
    public void Any_bytes_are_refused_or_are_what_would_be_written() =>
        (from tail in Gen.Byte.Array[0, 60]
         from at in Gen.Int[0, 100]
         from value in Gen.Byte
         select (tail, at, value)).Sample(
            change =>
            {
                byte[] bytes = [.. Two.Raw.Span, .. change.tail];
                bytes[change.at % bytes.Length] = change.value;
                return !AnchorLog.TryParse(bytes, out AnchorLog? log, out _)
                    || log.Events.Aggregate(AnchorLog.Empty, (all, each) => all.With(each.Digest.Span, each.Statement.Span)).Raw.Span.SequenceEqual(bytes);
            },
            iter: 20_000);
}
