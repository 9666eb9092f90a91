// SPDX-License-Identifier: Apache-2.0

using Attestation.Documents;
using CsCheck;

namespace Attestation.Tests.Documents;

public sealed class CanonicalBase64Tests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("YQ==", "61")]
    [InlineData("YWI=", "6162")]
    [InlineData("YWJj", "616263")]
    [InlineData("+/+/", "fbffbf")]
    public void The_one_form_is_read(string text, string hex)
    {
        Assert.True(CanonicalBase64.TryDecode(text, out byte[]? bytes));
        Assert.Equal(hex, Convert.ToHexStringLower(bytes));
    }

    [Theory]
    [InlineData("YR==")]
    [InlineData("YWJ=")]
    [InlineData("YQ")]
    [InlineData("YQ=")]
    [InlineData("YQ===")]
    [InlineData(" YQ==")]
    [InlineData("YQ==\n")]
    [InlineData("Y Q==")]
    [InlineData("YQ==YQ==")]
    [InlineData("-_-_")]
    [InlineData("====")]
    [InlineData("\u00e9Q==")]
    public void Another_form_is_refused(string text) => Assert.False(CanonicalBase64.TryDecode(text, out _));

    [Fact]
    public void What_is_read_encodes_to_itself() => Gen.String[Gen.Char["AQgwYZz+/= \n"], 0, 12].Sample(text =>
        !CanonicalBase64.TryDecode(text, out byte[]? bytes) || Convert.ToBase64String(bytes) == text);

    [Fact]
    public void What_is_encoded_is_read() => Gen.Byte.Array[0, 100].Sample(bytes =>
        CanonicalBase64.TryDecode(Convert.ToBase64String(bytes), out byte[]? read) && read.AsSpan().SequenceEqual(bytes));
}
