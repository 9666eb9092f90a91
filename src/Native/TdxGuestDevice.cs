// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;
using Attestation.Native.Linux;

namespace Attestation.Native;

/// <summary>Intel's guest device by its ioctl.</summary>
/// <param name="path">Its path, <c>/dev/tdx_guest</c>.</param>
public sealed class TdxGuestDevice(string path) : ITdxGuestDevice
{
    /// <inheritdoc/>
    public string Path => path;

    /// <inheritdoc/>
    public void Open()
    {
        using OpenFile device = OpenFile.Open(path, Fcntl.ReadWrite);
    }

    /// <inheritdoc/>
    public ValueTask<byte[]> ReportAsync(ReadOnlyMemory<byte> reportData)
    {
        if (reportData.Length != TdxGuest.ReportDataBytes)
        {
            throw new ArgumentException($"report data is {reportData.Length} bytes, need {TdxGuest.ReportDataBytes}", nameof(reportData));
        }

        using OpenFile device = OpenFile.Open(path, Fcntl.ReadWrite);
        return new(Ask(device, reportData.Span));
    }

    private unsafe byte[] Ask(OpenFile device, ReadOnlySpan<byte> reportData)
    {
        TdxGuest.ReportRequest request = default;
        reportData.CopyTo(new Span<byte>(request.ReportData, TdxGuest.ReportDataBytes));
        SystemCall.Check(Ioctl.Request(device.Handle, TdxGuest.GetReport0, &request), "ioctl TDX_CMD_GET_REPORT0", path);
        return new ReadOnlySpan<byte>(request.Report, TdxGuest.ReportBytes).ToArray();
    }
}
