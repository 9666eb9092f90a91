// SPDX-License-Identifier: Apache-2.0

using Attestation.Tdx.Wire;

namespace Attestation.Tdx.Tests.Wire;

public sealed class BitsTests
{
    [Theory]
    [InlineData(0, "DEBUG")]
    [InlineData(1, "bit 1")]
    [InlineData(4, "HGS_PLUS_PROF")]
    [InlineData(5, "PERF_PROF")]
    [InlineData(6, "PMT_PROF")]
    [InlineData(16, "ICSSD")]
    [InlineData(27, "LASS")]
    [InlineData(28, "SEPT_VE_DISABLE")]
    [InlineData(29, "MIGRATABLE")]
    [InlineData(30, "PKS")]
    [InlineData(31, "KL")]
    [InlineData(39, "bit 39")]
    [InlineData(62, "TPA")]
    [InlineData(63, "PERFMON")]
    public void An_attribute_bit_has_the_specifications_name(int bit, string name) =>
        Assert.Equal(name, new TdAttributes(1UL << bit).ToString());

    [Fact]
    public void Each_attribute_bit_is_under_debug_reserved_or_named()
    {
        ulong masks = 1 | TdAttributes.TudRest | TdAttributes.SecReserved | TdAttributes.OtherReserved;
        for (int bit = 0; bit < 64; bit++)
        {
            bool isMasked = (masks >> bit & 1) != 0;
            Assert.Equal(bit is not ((>= 27 and <= 31) or 62 or 63), isMasked);
        }
    }

    [Fact]
    public void The_masks_are_the_specifications_ranges()
    {
        Assert.Equal(TdAttributes.TudRest, Range(1, 7));
        Assert.Equal(TdAttributes.SecReserved, Range(8, 26));
        Assert.Equal(TdAttributes.OtherReserved, Range(32, 61));
        Assert.Equal(Xfam.FixedOne, Range(0, 1));
        Assert.Equal(
            Xfam.Allowed,
            Range(0, 2) | Range(5, 7) | Range(8, 9) | Range(11, 12) | Range(14, 15) | Range(17, 18));
    }

    [Fact]
    public void Each_allowed_bit_of_xfam_has_a_name_and_no_other_has_one()
    {
        for (int bit = 0; bit < 64; bit++)
        {
            bool isAllowed = (Xfam.Allowed >> bit & 1) != 0;
            Assert.Equal(isAllowed, new Xfam(1UL << bit).ToString() != $"bit {bit}");
        }
    }

    [Fact]
    public void Names_are_joined_from_the_lowest_bit() =>
        Assert.Equal("SEPT_VE_DISABLE, PERFMON", new TdAttributes(0x8000_0000_1000_0000).ToString());

    [Fact]
    public void No_bits_are_no_names() => Assert.Equal("", new Xfam(0).ToString());

    private static ulong Range(int first, int last)
    {
        ulong bits = 0;
        for (int bit = first; bit <= last; bit++)
        {
            bits |= 1UL << bit;
        }

        return bits;
    }
}
