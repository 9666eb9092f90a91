// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.Tdx.Wire;
using Attestation.TestKit;
using Attestation.Wire;

namespace Attestation.Tdx.Tests.Wire;

public sealed class TdReportStructTests
{
    [Fact]
    public void Both_inner_hashes_of_a_bound_report_match()
    {
        TdReportStruct report = Parsed(Bound());

        Assert.True(report.TeeTcbInfoHashMatches);
        Assert.True(report.TeeInfoHashMatches);
    }

    [Theory]
    [InlineData(32, false, true)]
    [InlineData(256, false, true)]
    [InlineData(494, false, true)]
    [InlineData(495, true, true)]
    [InlineData(511, true, true)]
    [InlineData(80, true, false)]
    [InlineData(512, true, false)]
    [InlineData(1023, true, false)]
    public void A_changed_byte_breaks_the_hash_that_covers_it(int offset, bool teeTcbInfo, bool teeInfo)
    {
        byte[] bytes = Bound();
        bytes[offset] ^= 1;

        TdReportStruct report = Parsed(bytes);

        Assert.Equal(teeTcbInfo, report.TeeTcbInfoHashMatches);
        Assert.Equal(teeInfo, report.TeeInfoHashMatches);
    }

    [Theory]
    [InlineData(0, 0x00)]
    [InlineData(0, 0x80)]
    [InlineData(1, 0x01)]
    [InlineData(2, 0x02)]
    [InlineData(3, 0x01)]
    public void Another_report_type_is_refused(int offset, byte value)
    {
        byte[] bytes = Bound();
        bytes[offset] = value;

        Assert.False(TdReportStruct.TryParse(bytes, out _, out Malformed? malformed));
        Assert.Equal("REPORTTYPE", malformed.Field);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1023)]
    [InlineData(1025)]
    public void Another_length_is_refused(int length) => Assert.False(TdReportStruct.TryParse(new byte[length], out _, out _));

    [Fact]
    public void Registers_lie_where_the_kernels_readers_expect_them()
    {
        byte[] bytes = Bound();
        TdReportStruct report = Parsed(bytes);

        Assert.Equal(bytes[720..768], report.Rtmr(0));
        Assert.Equal(bytes[768..816], report.Rtmr(1));
        Assert.Equal(bytes[816..864], report.Rtmr(2));
        Assert.Equal(bytes[864..912], report.Rtmr(3));
        Assert.Equal(bytes[528..576], report.MrTd);
        Assert.Equal(bytes[128..192], report.ReportData);
    }

    [Theory]
    [InlineData("coco-tdx_report_1.bin")]
    [InlineData("intel-tdreport_for_test.bin")]
    [InlineData("lunal-tdreport_live.bin")]
    public void Both_inner_hashes_of_a_real_report_match(string file)
    {
        TdReportStruct report = Parsed(Vectors.Bytes("tdx", "tdreport", file));

        Assert.True(report.TeeTcbInfoHashMatches);
        Assert.True(report.TeeInfoHashMatches);
        Assert.Equal(Xfam.FixedOne, report.Xfam.Bits & Xfam.FixedOne);
    }

    private static TdReportStruct Parsed(byte[] bytes)
    {
        Assert.True(TdReportStruct.TryParse(bytes, out TdReportStruct? report, out Malformed? malformed), malformed?.ToString());
        Assert.Equal(bytes, report.Raw.Span);
        return report;
    }

    private static byte[] Bound()
    {
        byte[] bytes = [.. Enumerable.Range(0, 1024).Select(i => (byte)(((i * 7) + (i >> 8)) % 256))];
        bytes[0] = 0x81;
        bytes[1] = bytes[2] = bytes[3] = 0;
        SHA384.HashData(bytes.AsSpan(256, 239), bytes.AsSpan(32));
        SHA384.HashData(bytes.AsSpan(512, 512), bytes.AsSpan(80));
        return bytes;
    }
}
