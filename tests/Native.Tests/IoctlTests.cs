// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;
using Attestation.Native.Linux;

namespace Attestation.Native.Tests;

public sealed class IoctlTests
{
    [Fact]
    public void Request_numbers_are_those_of_the_headers()
    {
        Assert.Equal(0xC020_5300u, SevGuest.GetReport);
        Assert.Equal(0xC020_5302u, SevGuest.GetExtendedReport);
        Assert.Equal(0xC440_5401u, TdxGuest.GetReport0);
    }

    [Fact]
    public void Structures_have_the_sizes_of_the_headers()
    {
        Assert.Equal(32, Marshal.SizeOf<SevGuest.GuestRequest>());
        Assert.Equal(96, Marshal.SizeOf<SevGuest.ReportRequest>());
        Assert.Equal(112, Marshal.SizeOf<SevGuest.ExtendedReportRequest>());
        Assert.Equal(1088, Marshal.SizeOf<TdxGuest.ReportRequest>());
        Assert.Equal(12, Marshal.SizeOf<Sockets.Credentials>());
        Assert.Equal(8, Marshal.SizeOf<Pidfds.PollEntry>());
        Assert.Equal(16, Marshal.SizeOf<Clocks.TimeSpec>());
    }

    [Fact]
    public void A_device_of_another_kind_does_not_know_the_request()
    {
        Attestation.Kernel.KernelException failed = Assert.Throws<Attestation.Kernel.KernelException>(() => { new TdxGuestDevice("/dev/null").ReportAsync(new byte[64]); });

        Assert.Equal(("ioctl TDX_CMD_GET_REPORT0", "/dev/null", Attestation.Kernel.Errno.ENOTTY), (failed.Call, failed.Path, failed.Errno));
    }
}
