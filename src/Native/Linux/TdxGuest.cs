// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;

namespace Attestation.Native.Linux;

/// <summary>The request of /dev/tdx_guest and its structure. include/uapi/linux/tdx-guest.h.</summary>
internal static class TdxGuest
{
    public const int ReportDataBytes = 64;
    public const int ReportBytes = 1024;

    public static readonly uint GetReport0 = Ioctl.WriteRead('T', 1, Marshal.SizeOf<ReportRequest>());

    /// <summary>struct tdx_report_req, 1088 bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct ReportRequest
    {
        public fixed byte ReportData[ReportDataBytes];
        public fixed byte Report[ReportBytes];
    }
}
