// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;
using Attestation.Native.Linux;

namespace Attestation.Native;

/// <summary>AMD's guest device by its ioctls.</summary>
/// <param name="path">Its path, <c>/dev/sev-guest</c>.</param>
/// <remarks>Calls block: the kernel repeats a throttled request for up to 60 seconds.</remarks>
public sealed class SevGuestDevice(string path) : ISevGuestDevice
{
    private const int ReportDataBytes = 64;

    /// <inheritdoc/>
    public string Path => path;

    /// <inheritdoc/>
    public void Open()
    {
        using OpenFile device = OpenFile.Open(path, Fcntl.ReadWrite);
    }

    /// <inheritdoc/>
    public ValueTask<SevGuestAnswer> AskAsync(SevGuestQuestion question)
    {
        if (question.ReportData.Length != ReportDataBytes)
        {
            throw new ArgumentException($"report data is {question.ReportData.Length} bytes, need {ReportDataBytes}", nameof(question));
        }

        using OpenFile device = OpenFile.Open(path, Fcntl.ReadWrite);
        return new(question.CertificateBytes == 0 ? AskReport(device, question) : AskExtended(device, question));
    }

    private static unsafe SevGuestAnswer AskReport(OpenFile device, SevGuestQuestion question)
    {
        SevGuest.ReportRequest request = Request(question);
        return Ask(device, SevGuest.GetReport, &request);
    }

    private static unsafe SevGuestAnswer AskExtended(OpenFile device, SevGuestQuestion question)
    {
        byte[] certificates = new byte[question.CertificateBytes];
        fixed (byte* room = certificates)
        {
            SevGuest.ExtendedReportRequest request = new()
            {
                Report = Request(question),
                CertificatesAddress = (ulong)room,
                CertificatesLength = (uint)certificates.Length,
            };
            SevGuestAnswer answer = Ask(device, SevGuest.GetExtendedReport, &request);
            return answer with { Certificates = certificates, CertificateBytes = request.CertificatesLength };
        }
    }

    private static unsafe SevGuestAnswer Ask(OpenFile device, uint number, void* request)
    {
        byte[] response = new byte[SevGuest.ResponseBytes];
        fixed (byte* answered = response)
        {
            SevGuest.GuestRequest exchange = new()
            {
                MessageVersion = SevGuest.MessageVersion,
                RequestData = (ulong)request,
                ResponseData = (ulong)answered,
                ExitInfo2 = SevGuest.NoAnswer,
            };
            Errno errno = Ioctl.Request(device.Handle, number, &exchange) < 0 ? SystemCall.LastError : Errno.None;
            return new(errno, exchange.ExitInfo2) { Response = errno == Errno.None ? response : default };
        }
    }

    private static unsafe SevGuest.ReportRequest Request(SevGuestQuestion question)
    {
        SevGuest.ReportRequest request = new() { Vmpl = question.Vmpl };
        question.ReportData.Span.CopyTo(new Span<byte>(request.UserData, ReportDataBytes));
        return request;
    }
}
