// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using Attestation.Kernel;

namespace Attestation.Machine.Simulator.Guest;

/// <summary>/dev/sev-guest made of memory, with the driver's semantics (drivers/virt/coco/sev-guest/sev-guest.c).</summary>
/// <param name="report">Makes a report over REPORT_DATA for a VMPL; null where there is no device.</param>
/// <param name="table">The host's certificate table.</param>
/// <param name="floor">The VMPL of the guest's message key.</param>
/// <param name="device">What requests wait for.</param>
/// <param name="script">What goes wrong.</param>
public sealed class SimulatedSevGuestDevice(
    Func<ReadOnlyMemory<byte>, uint, byte[]>? report, ReadOnlyMemory<byte> table, uint floor, SimulatedDevice device, KernelScript script) : ISevGuestDevice
{
    private const int ResponseBytes = 4000;
    private const int ReportOffset = 0x20;
    private const int SizeOffset = 4;
    private const int PageBytes = 4096;
    private const uint InvalidParameter = 0x16;
    private const uint HighestVmpl = 3;
    private const ulong NoAnswer = 0xFF;
    private const ulong InvalidLength = 1UL << 32;
    private const ulong Busy = 2UL << 32;

    private bool keyIsWiped;

    /// <inheritdoc/>
    public string Path => "/dev/sev-guest";

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
    public ValueTask<SevGuestAnswer> AskAsync(SevGuestQuestion question)
    {
        Open();
        return device.ServeAsync(() => Answer(question));
    }

    private SevGuestAnswer Answer(SevGuestQuestion question)
    {
        if (keyIsWiped)
        {
            return new(Errno.ENOTTY, NoAnswer);
        }

        if (script.Next("ioctl SNP_GET_REPORT") is not Errno.None and Errno errno)
        {
            // What nobody answered wipes the key; a signal that came before the request does not.
            keyIsWiped = errno is not (Errno.EINTR or Errno.EFAULT or Errno.EINVAL);
            return new(errno, errno == Errno.ETIMEDOUT ? Busy : NoAnswer);
        }

        int need = (table.Length + PageBytes - 1) / PageBytes * PageBytes;
        return question.CertificateBytes > 0 && question.CertificateBytes < need
            ? new(Errno.EIO, InvalidLength) { CertificateBytes = (uint)need }
            : new(Errno.None, 0) { Response = Response(question), Certificates = Room(question), CertificateBytes = (uint)question.CertificateBytes };
    }

    private byte[] Response(SevGuestQuestion question)
    {
        byte[] response = new byte[ResponseBytes];
        if (question.Vmpl < floor || question.Vmpl > HighestVmpl)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(response, InvalidParameter);
            return response;
        }

        byte[] made = report!(question.ReportData, question.Vmpl);
        BinaryPrimitives.WriteUInt32LittleEndian(response.AsSpan(SizeOffset), (uint)made.Length);
        made.CopyTo(response, ReportOffset);
        return response;
    }

    private byte[] Room(SevGuestQuestion question)
    {
        byte[] room = new byte[question.CertificateBytes];
        if (room.Length > 0)
        {
            table.Span.CopyTo(room);
        }

        return room;
    }
}
