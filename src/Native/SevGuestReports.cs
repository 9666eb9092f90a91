// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using Attestation.Kernel;

namespace Attestation.Native;

/// <summary>SEV-SNP reports by the guest device: one after the other; a larger room for certificates once, throttling and failures by name.</summary>
/// <param name="device">The machine's device, real or simulated.</param>
/// <param name="clock">What pauses between attempts are measured by.</param>
public sealed class SevGuestReports(ISevGuestDevice device, TimeProvider clock) : ISnpReports, IDisposable
{
    private const int MostAttempts = 3;
    private const int ReportBytes = 1184;
    private const int ReportOffset = 0x20;
    private const int SizeOffset = 4;

    // SEV_FW_BLOB_MAX_SIZE of the driver.
    private const int RoomForCertificates = 0x4000;
    private const int MaxRoom = 0x10_0000;
    private const int PageBytes = 4096;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    private readonly Attempts attempts = new(clock, MostAttempts, FirstPause);
    private readonly SemaphoreSlim turn = new(1);

    /// <inheritdoc/>
    public async ValueTask<SnpReport> RequestAsync(ReadOnlyMemory<byte> reportData, uint vmpl = 0, CancellationToken cancellationToken = default)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await attempts.RunAsync(() => AskAsync(new(reportData, vmpl, RoomForCertificates)), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private async ValueTask<SnpReport> AskAsync(SevGuestQuestion question)
    {
        try
        {
            SevGuestAnswer answer = await device.AskAsync(question).ConfigureAwait(false);
            if (SevGuestExit.WantsRoom(answer) && RoomFor(answer) is { } room)
            {
                answer = await device.AskAsync(question with { CertificateBytes = room }).ConfigureAwait(false);
            }

            return SevGuestExit.FailureOf(answer, device.Path) is { } failure ? throw failure : Read(answer);
        }
        catch (KernelException failed)
        {
            throw DeviceFailure.Of(failed, "sev-guest");
        }
    }

    // What the host says it needs, within reason.
    private static int? RoomFor(SevGuestAnswer answer) =>
        answer.CertificateBytes is > 0 and <= MaxRoom and uint bytes ? (int)((bytes + PageBytes - 1) / PageBytes * PageBytes) : null;

    private SnpReport Read(SevGuestAnswer answer)
    {
        ReadOnlySpan<byte> response = answer.Response.Span;
        uint status = BinaryPrimitives.ReadUInt32LittleEndian(response);
        uint size = BinaryPrimitives.ReadUInt32LittleEndian(response[SizeOffset..]);
        if (status != 0)
        {
            throw SevGuestExit.OfFirmware(status, device.Path, null);
        }

        return size == ReportBytes
            ? new(answer.Response.Slice(ReportOffset, ReportBytes), SevCertificateRoom.Used(answer.Certificates))
            : throw new AttesterException(AttesterReason.BadAnswer, device.Path, $"report is {size} bytes, need {ReportBytes}");
    }
}
