// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;

namespace Attestation.Machine.Simulator.Guest;

/// <summary>/dev/tdx_guest made of memory.</summary>
/// <param name="report">Makes a TDREPORT over REPORTDATA; null where there is no device.</param>
/// <param name="script">What goes wrong.</param>
public sealed class SimulatedTdxGuestDevice(Func<ReadOnlyMemory<byte>, byte[]>? report, KernelScript script) : ITdxGuestDevice
{
    /// <inheritdoc/>
    public string Path => "/dev/tdx_guest";

    /// <inheritdoc/>
    public void Open()
    {
        script.Pass($"open {Path}", Path);
        if (report is null || script.IsGone)
        {
            throw new KernelException("open", Path, Errno.ENOENT);
        }
    }

    /// <inheritdoc/>
    public ValueTask<byte[]> ReportAsync(ReadOnlyMemory<byte> reportData)
    {
        Open();
        script.Pass("ioctl TDX_CMD_GET_REPORT0", Path);
        return new(report!(reportData));
    }
}
