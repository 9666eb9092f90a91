// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Kernel;

/// <summary>Intel's guest device, <c>/dev/tdx_guest</c>: TD reports, which only this machine can verify. Linux, include/uapi/linux/tdx-guest.h.</summary>
public interface ITdxGuestDevice
{
    /// <summary>Its path.</summary>
    string Path { get; }

    /// <summary>Opens and closes it.</summary>
    /// <exception cref="KernelException">ENOENT, EACCES, ENXIO: it is not there or may not be opened.</exception>
    void Open();

    /// <summary>TDX_CMD_GET_REPORT0.</summary>
    /// <param name="reportData">REPORTDATA, 64 bytes.</param>
    /// <returns>TDREPORT_STRUCT, 1024 bytes.</returns>
    /// <exception cref="KernelException">ENOENT, EACCES: as for <see cref="Open"/>. ENOTTY: another kernel's device. EIO: the TDX module refused.</exception>
    ValueTask<byte[]> ReportAsync(ReadOnlyMemory<byte> reportData);
}
