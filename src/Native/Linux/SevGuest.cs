// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;

namespace Attestation.Native.Linux;

/// <summary>Requests and structures of /dev/sev-guest. include/uapi/linux/sev-guest.h; little-endian, as the guest is.</summary>
internal static class SevGuest
{
    public const byte MessageVersion = 1;
    public const int ResponseBytes = 4000;
    public const uint NoAnswer = 0xFF;

    public static readonly uint GetReport = Ioctl.WriteRead('S', 0, Marshal.SizeOf<GuestRequest>());
    public static readonly uint GetExtendedReport = Ioctl.WriteRead('S', 2, Marshal.SizeOf<GuestRequest>());

    /// <summary>struct snp_guest_request_ioctl, 32 bytes.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 32)]
    public unsafe struct GuestRequest
    {
        [FieldOffset(0)]
        public byte MessageVersion;

        [FieldOffset(8)]
        public ulong RequestData;

        [FieldOffset(16)]
        public ulong ResponseData;

        [FieldOffset(24)]
        public ulong ExitInfo2;
    }

    /// <summary>struct snp_report_req, 96 bytes.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 96)]
    public unsafe struct ReportRequest
    {
        [FieldOffset(0)]
        public fixed byte UserData[64];

        [FieldOffset(64)]
        public uint Vmpl;
    }

    /// <summary>struct snp_ext_report_req, 112 bytes.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 112)]
    public struct ExtendedReportRequest
    {
        [FieldOffset(0)]
        public ReportRequest Report;

        [FieldOffset(96)]
        public ulong CertificatesAddress;

        [FieldOffset(104)]
        public uint CertificatesLength;
    }
}
