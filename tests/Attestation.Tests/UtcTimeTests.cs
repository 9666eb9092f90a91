// SPDX-License-Identifier: Apache-2.0

using CsCheck;

namespace Attestation.Tests;

public sealed class UtcTimeTests
{
    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("2024-02-29T23:59:59Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    public void A_time_is_read_and_written_in_its_one_form(string text)
    {
        Assert.True(UtcTime.TryRead(text, out DateTimeOffset time));
        Assert.Equal(TimeSpan.Zero, time.Offset);
        Assert.Equal(text, UtcTime.Of(time));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-12-31")]
    [InlineData("2026-12-31 00:00:00Z")]
    [InlineData("2026-12-31t00:00:00z")]
    [InlineData("2026-12-31T00:00:00")]
    [InlineData("2026-12-31T00:00:00.0Z")]
    [InlineData("2026-12-31T00:00:00+00:00")]
    [InlineData("2026-12-31T24:00:00Z")]
    [InlineData("2026-12-31T00:00:60Z")]
    [InlineData("2025-02-29T00:00:00Z")]
    [InlineData("2026-1-01T00:00:00Z")]
    [InlineData(" 2026-12-31T00:00:00Z")]
    [InlineData("2026-12-31T00:00:00Z\n")]
    [InlineData("2026-12-31T00:00:00Z\0")]
    [InlineData("\uff12026-12-31T00:00:00Z")]
    public void Another_form_is_refused(string text) => Assert.False(UtcTime.TryRead(text, out _));

    [Fact]
    public void A_time_of_another_zone_is_written_in_utc() =>
        Assert.Equal("2026-06-14T23:30:00Z", UtcTime.Of(new DateTimeOffset(2026, 6, 15, 1, 30, 0, TimeSpan.FromHours(2))));

    [Fact]
    public void Every_second_is_read_back() =>
        Gen.Long[0, 253402300799].Sample(seconds =>
            UtcTime.TryRead(UtcTime.Of(DateTimeOffset.FromUnixTimeSeconds(seconds)), out DateTimeOffset time) && time.ToUnixTimeSeconds() == seconds);

    [Fact]
    public void A_changed_character_is_refused_or_another_time() => Gen.Select(Gen.Int[0, 19], Gen.Char).Sample((at, character) =>
    {
        char[] text = "2026-12-31T23:59:59Z".ToCharArray();
        text[at] = character;
        return !UtcTime.TryRead(text, out DateTimeOffset time) || UtcTime.Of(time) == new string(text);
    });
}
