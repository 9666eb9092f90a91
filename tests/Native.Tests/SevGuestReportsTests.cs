// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using Attestation.Kernel;
using Attestation.KernelProbe;
using CsCheck;

namespace Attestation.Native.Tests;

public sealed class SevGuestReportsTests
{
    private const ulong InvalidLength = 1UL << 32;

    [Fact]
    public async Task A_host_that_needs_more_room_is_asked_once_more_with_whole_pages()
    {
        AnsweringDevice device = new(
            new SevGuestAnswer(Errno.EIO, InvalidLength) { CertificateBytes = 0x4801 },
            new SevGuestAnswer(Errno.None, 0) { Response = Response(), Certificates = new byte[0x5000] });

        SnpReport report = await Reports(device).RequestAsync(new byte[64]);

        Assert.Equal([0x4000, 0x5000], device.Asked.Select(question => question.CertificateBytes));
        Assert.Equal(1184, report.Report.Length);
        Assert.True(report.CertificateTable.IsEmpty);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(0x10_0001u)]
    [InlineData(uint.MaxValue)]
    public async Task A_host_that_needs_no_sane_room_is_not_asked_again(uint bytes)
    {
        AnsweringDevice device = new(new SevGuestAnswer(Errno.EIO, InvalidLength) { CertificateBytes = bytes });

        AttesterException failed = await Assert.ThrowsAsync<AttesterException>(async () => await Reports(device).RequestAsync(new byte[64]));

        Assert.Equal(AttesterReason.BadAnswer, failed.Reason);
        Assert.Single(device.Asked);
    }

    [Theory]
    [InlineData(Errno.EIO, 0xFFUL, AttesterReason.FirmwareFailed, "EIO")]
    [InlineData(Errno.EIO, 0x16UL, AttesterReason.Refused, "INVALID_PARAM")]
    [InlineData(Errno.EIO, 0x27UL, AttesterReason.Refused, "INVALID_KEY")]
    [InlineData(Errno.EIO, 0x99UL, AttesterReason.FirmwareFailed, "0x99")]
    [InlineData(Errno.EIO, 2UL << 32, AttesterReason.Throttled, "throttles")]
    [InlineData(Errno.ETIMEDOUT, 0xFFUL, AttesterReason.Throttled, "throttles")]
    [InlineData(Errno.EIO, 9UL << 32, AttesterReason.HostFailed, "error 9")]
    [InlineData(Errno.ENOTTY, 0xFFUL, AttesterReason.KeyWiped, "wiped")]
    [InlineData(Errno.None, 0xFFUL, AttesterReason.BadAnswer, "nobody answered")]
    [InlineData(Errno.None, 0x17UL, AttesterReason.FirmwareFailed, "RESOURCE_LIMIT")]
    [InlineData(Errno.EFAULT, 0UL, AttesterReason.Failed, "EFAULT")]
    public async Task Each_answer_has_its_reason(Errno errno, ulong exitInfo2, AttesterReason reason, string says)
    {
        AnsweringDevice device = new(new SevGuestAnswer(errno, exitInfo2));

        AttesterException failed = await Assert.ThrowsAsync<AttesterException>(async () => await Reports(device).RequestAsync(new byte[64]));

        Assert.Equal((reason, errno), (failed.Reason, failed.Errno));
        Assert.Contains(says, failed.Message, StringComparison.Ordinal);
        Assert.Contains("/dev/test", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_of_another_size_is_refused()
    {
        AnsweringDevice device = new(new SevGuestAnswer(Errno.None, 0) { Response = Response(size: 1183) });

        AttesterException failed = await Assert.ThrowsAsync<AttesterException>(async () => await Reports(device).RequestAsync(new byte[64]));

        Assert.Equal("/dev/test: report is 1183 bytes, need 1184", failed.Message);
    }

    [Fact]
    public void Any_room_is_cut_within_itself() =>
        Gen.Byte.Array[0, 300].Sample(room => SevCertificateRoom.Used(room).Length <= room.Length);

    [Fact]
    public void A_table_is_cut_at_its_last_certificate()
    {
        byte[] room = new byte[4096];
        Entry(room, 0, 1, offset: 72, length: 100);
        Entry(room, 24, 2, offset: 172, length: 50);

        Assert.Equal(222, SevCertificateRoom.Used(room).Length);
        Entry(room, 24, 2, offset: 4000, length: uint.MaxValue);
        Assert.Equal(4096, SevCertificateRoom.Used(room).Length);
        Assert.True(SevCertificateRoom.Used(new byte[4096]).IsEmpty);
    }

    private static void Entry(byte[] room, int at, byte id, uint offset, uint length)
    {
        room[at] = id;
        BinaryPrimitives.WriteUInt32LittleEndian(room.AsSpan(at + 16), offset);
        BinaryPrimitives.WriteUInt32LittleEndian(room.AsSpan(at + 20), length);
    }

    private static SevGuestReports Reports(ISevGuestDevice device) => new(device, new ImpatientClock());

    private static byte[] Response(uint size = 1184)
    {
        byte[] response = new byte[4000];
        BinaryPrimitives.WriteUInt32LittleEndian(response.AsSpan(4), size);
        return response;
    }

    private sealed class AnsweringDevice(params SevGuestAnswer[] answers) : ISevGuestDevice
    {
        public List<SevGuestQuestion> Asked { get; } = [];

        public string Path => "/dev/test";

        public void Open()
        {
        }

        public ValueTask<SevGuestAnswer> AskAsync(SevGuestQuestion question)
        {
            Asked.Add(question);
            return new(answers[Asked.Count - 1]);
        }
    }
}
