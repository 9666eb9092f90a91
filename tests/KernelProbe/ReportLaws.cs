// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;
using Attestation.Native;

namespace Attestation.KernelProbe;

/// <summary>Laws of the protocol that this project speaks over configfs-tsm.</summary>
public static class ReportLaws
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<PortLaw> All { get; } =
    [
        new("a request is answered by a report that covers it", ARequestIsAnswered),
        new("a level that is asked for is in the answer's request", ALevelIsTaken),
        new("a level below the floor is refused before anybody is asked", ALevelBelowTheFloor),
        new("busy, then interrupted, then answered", BusyThenAnswered),
        new("busy for ever is busy", BusyForEver),
        new("inputs that change twice are interference", ChangingInputs),
        new("each failure has its reason", Reasons),
        new("an empty outblob is no report", EmptyOutBlob),
        new("ten callers at once are all answered, each with his own", TenCallers),
    ];

    private static async ValueTask ARequestIsAnswered(LawMachine machine)
    {
        using TsmReports reports = new(machine.Kernel.Tsm, machine.Clock);
        byte[] asked = LawMachine.FreshReportData();
        TsmReport report = await reports.RequestAsync(new(asked));
        Expect.Equal(await reports.ProviderAsync(), report.Provider, "provider");
        Expect.True(report.OutBlob.Span.IndexOf(asked) >= 0, "the report holds the 64 bytes that were asked");
        Expect.Equal(machine.HasAuxBlob, report.AuxBlob.Length > 0, "has an auxblob");
    }

    private static async ValueTask ALevelIsTaken(LawMachine machine)
    {
        using TsmReports reports = new(machine.Kernel.Tsm, machine.Clock);
        TsmRequest request = new(LawMachine.FreshReportData()) { PrivilegeLevel = 3 };
        if (machine.PrivilegeFloor is null)
        {
            await Expect.Fails(AttesterReason.Refused, () => Ask(reports, request), "a level where there are none");
            return;
        }

        TsmReport report = await reports.RequestAsync(request);
        Expect.True(report.OutBlob.Span.IndexOf(request.ReportData.Span) >= 0, "the report holds the 64 bytes that were asked");
    }

    private static async ValueTask ALevelBelowTheFloor(LawMachine machine)
    {
        if (machine.PrivilegeFloor is not > 0)
        {
            return;
        }

        using TsmReports reports = new(machine.Kernel.Tsm, machine.Clock);
        await Expect.Fails(AttesterReason.Refused, () => Ask(reports, new(LawMachine.FreshReportData()) { PrivilegeLevel = 0 }), "level 0");
    }

    private static async ValueTask BusyThenAnswered(LawMachine machine)
    {
        using TsmReports reports = new(machine.Kernel.Tsm, machine.Clock);
        byte[] asked = LawMachine.FreshReportData();
        machine.FailReports(Errno.EBUSY, 2);
        TsmReport report = await reports.RequestAsync(new(asked));
        Expect.True(report.OutBlob.Span.IndexOf(asked) >= 0, "answered after two that were busy");
        machine.FailReports(Errno.EINTR, 1);
        await Ask(reports, new(asked));
    }

    private static async ValueTask BusyForEver(LawMachine machine)
    {
        using TsmReports reports = new(machine.Kernel.Tsm, machine.Clock);
        machine.FailReports(Errno.EBUSY, 1000);
        AttesterException failed = await Expect.Fails(AttesterReason.Busy, () => Ask(reports, new(LawMachine.FreshReportData())), "a busy device");
        Expect.Equal(Errno.EBUSY, failed.Errno, "errno");
        Expect.True(failed.MayBeRepeated, "it may be repeated");
        machine.Heal();
    }

    private static async ValueTask ChangingInputs(LawMachine machine)
    {
        using TsmReports reports = new(machine.Kernel.Tsm, machine.Clock);
        machine.FailReports(Errno.EAGAIN, 1);
        await Ask(reports, new(LawMachine.FreshReportData()));
        machine.FailReports(Errno.EAGAIN, 2);
        await Expect.Fails(AttesterReason.Interference, () => Ask(reports, new(LawMachine.FreshReportData())), "inputs that change twice");
        machine.Heal();
    }

    private static async ValueTask Reasons(LawMachine machine)
    {
        using TsmReports reports = new(machine.Kernel.Tsm, machine.Clock);
        foreach ((Errno errno, AttesterReason reason) in new[]
        {
            (Errno.EIO, AttesterReason.HostFailed), (Errno.ETIMEDOUT, AttesterReason.TimedOut), (Errno.ENXIO, AttesterReason.Gone),
            (Errno.ENOTTY, AttesterReason.KeyWiped), (Errno.EINVAL, AttesterReason.Refused), (Errno.EFBIG, AttesterReason.BadAnswer), (Errno.ENOMEM, AttesterReason.Failed),
        })
        {
            machine.FailReports(errno, 1);
            AttesterException failed = await Expect.Fails(reason, () => Ask(reports, new(LawMachine.FreshReportData())), errno.ToString());
            Expect.True(failed.Message.Contains(errno.ToString(), StringComparison.Ordinal) && failed.Message.Contains("outblob", StringComparison.Ordinal), $"\"{failed.Message}\" names number and attribute");
            machine.Heal();
        }
    }

    private static async ValueTask EmptyOutBlob(LawMachine machine)
    {
        using TsmReports reports = new(machine.Kernel.Tsm, machine.Clock);
        machine.AnswerNothing();
        await Expect.Fails(AttesterReason.BadAnswer, () => Ask(reports, new(LawMachine.FreshReportData())), "an empty answer");
        machine.Heal();
    }

    private static async ValueTask TenCallers(LawMachine machine)
    {
        using TsmReports reports = new(machine.Kernel.Tsm, machine.Clock);
        byte[][] asked = [.. Enumerable.Range(0, 10).Select(_ => LawMachine.FreshReportData())];
        TsmReport[] answers = await Task.WhenAll(asked.Select(each => reports.RequestAsync(new(each)).AsTask()));
        Expect.True(asked.Zip(answers).All(pair => pair.Second.OutBlob.Span.IndexOf(pair.First) >= 0), "each answer covers its own question");
    }

    private static async ValueTask Ask(TsmReports reports, TsmRequest request) => await reports.RequestAsync(request);
}
