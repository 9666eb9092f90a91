// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.Kernel;
using Attestation.Native;

namespace Attestation.KernelProbe;

/// <summary>Laws of the guest devices and of the measurement registers.</summary>
public static class DeviceLaws
{
    /// <summary>Laws of AMD's guest device.</summary>
    public static IReadOnlyList<PortLaw> OfSevGuest { get; } =
    [
        new("the device gives a report that covers what was asked, and the host's certificates", SevReport),
        new("a bare report comes without certificates", BareReport),
        new("a request that the host leaves unanswered is throttled", Throttled),
        new("a device that answers ENOTTY has a wiped key", KeyWiped),
        new("an interrupted request is repeated", Interrupted),
    ];

    /// <summary>Laws of Intel's guest device.</summary>
    public static IReadOnlyList<PortLaw> OfTdxGuest { get; } =
    [
        new("the device gives a TD report of 1024 bytes that covers what was asked", TdReport),
    ];

    /// <summary>Laws of measurement registers.</summary>
    public static IReadOnlyList<PortLaw> OfRegisters { get; } =
    [
        new("four registers are there, and each is 48 bytes", FourRegisters),
        new("an extension is the hash of the old value and the digest", Extension),
        new("47 and 49 bytes are EINVAL and change nothing", WrongLength),
        new("a register that is not there is ENOENT", NoRegister),
        new("a refused extension is said", RefusedExtension),
    ];

    private static async ValueTask SevReport(LawMachine machine)
    {
        using SevGuestReports reports = new(machine.Kernel.SevGuest, machine.Clock);
        byte[] asked = LawMachine.FreshReportData();
        SnpReport report = await reports.RequestAsync(asked, 3);
        Expect.Equal(1184, report.Report.Length, "length of the report");
        Expect.Bytes(asked, report.Report.Span.Slice(0x50, 64), "REPORT_DATA");
        Expect.Equal(3, report.Report.Span[0x30], "VMPL");
        Expect.True(report.CertificateTable.Length is > 24 and < 0x4000, "there are certificates, and no padding behind them");
    }

    private static async ValueTask BareReport(LawMachine machine)
    {
        SevGuestAnswer answer = await machine.Kernel.SevGuest.AskAsync(new(LawMachine.FreshReportData(), 3, 0));
        Expect.Equal(Errno.None, answer.Errno, "errno");
        Expect.Equal(0UL, answer.ExitInfo2, "exitinfo2");
        Expect.Equal(4000, answer.Response.Length, "length of the response");
        Expect.Equal(0, answer.Certificates.Length, "certificates");
    }

    private static async ValueTask Throttled(LawMachine machine)
    {
        await SevFails(machine, Errno.ETIMEDOUT, AttesterReason.Throttled);
    }

    private static async ValueTask KeyWiped(LawMachine machine)
    {
        await SevFails(machine, Errno.ENOTTY, AttesterReason.KeyWiped);
    }

    private static async ValueTask Interrupted(LawMachine machine)
    {
        await SevFails(machine, Errno.EINTR, AttesterReason.Busy);
    }

    private static async ValueTask SevFails(LawMachine machine, Errno errno, AttesterReason reason)
    {
        using SevGuestReports reports = new(machine.Kernel.SevGuest, machine.Clock);
        machine.FailSevGuest(errno);
        AttesterException failed = await Expect.Fails(reason, async () => await reports.RequestAsync(LawMachine.FreshReportData(), 3), errno.ToString());
        Expect.Equal(errno, failed.Errno, "errno");
        machine.Heal();
    }

    private static async ValueTask TdReport(LawMachine machine)
    {
        byte[] asked = LawMachine.FreshReportData();
        byte[] report = await machine.Kernel.TdxGuest.ReportAsync(asked);
        Expect.Equal(1024, report.Length, "length");
        Expect.Equal(0x81, report[0], "type");
        Expect.Bytes(asked, report.AsSpan(128, 64), "REPORTDATA");
    }

    private static ValueTask FourRegisters(LawMachine machine)
    {
        IMeasurementRegisters registers = machine.Kernel.Registers;
        Expect.Equal("rtmr0:sha384 rtmr1:sha384 rtmr2:sha384 rtmr3:sha384", string.Join(' ', registers.Names()), "registers");
        Expect.True(registers.Names().All(name => registers.Read(name).Length == 48), "each has 48 bytes");
        Expect.True(RegisterExtension.IsOffered(registers), "RTMR3 is offered");
        return ValueTask.CompletedTask;
    }

    private static ValueTask Extension(LawMachine machine)
    {
        byte[] before = machine.Kernel.Registers.Read(RegisterExtension.Rtmr3);
        byte[] digest = SHA384.HashData(LawMachine.FreshReportData());
        byte[] after = RegisterExtension.Extend(machine.Kernel.Registers, digest);
        Expect.Bytes(SHA384.HashData([.. before, .. digest]), after, "RTMR3");
        Expect.Bytes(after, machine.Kernel.Registers.Read(RegisterExtension.Rtmr3), "RTMR3 read again");
        return ValueTask.CompletedTask;
    }

    private static async ValueTask WrongLength(LawMachine machine)
    {
        byte[] before = machine.Kernel.Registers.Read(RegisterExtension.Rtmr3);
        foreach (int length in new[] { 47, 49 })
        {
            await Expect.Fails(Errno.EINVAL, () => Extend(machine, RegisterExtension.Rtmr3, length), $"{length} bytes");
        }

        Expect.Bytes(before, machine.Kernel.Registers.Read(RegisterExtension.Rtmr3), "RTMR3");
    }

    private static async ValueTask NoRegister(LawMachine machine) =>
        await Expect.Fails(Errno.ENOENT, () => Extend(machine, "rtmr4:sha384", 48), "RTMR4");

    private static async ValueTask RefusedExtension(LawMachine machine)
    {
        machine.FailExtension(Errno.EIO);
        AttesterException failed = await Expect.Fails(AttesterReason.Failed, () => Done(RegisterExtension.Extend(machine.Kernel.Registers, new byte[48])), "an extension");
        Expect.Equal(Errno.EIO, failed.Errno, "errno");
        machine.Heal();
    }

    private static ValueTask Extend(LawMachine machine, string register, int length)
    {
        machine.Kernel.Registers.Extend(register, new byte[length]);
        return ValueTask.CompletedTask;
    }

    private static ValueTask Done(byte[] value) => value.Length > 0 ? ValueTask.CompletedTask : throw new LawBrokenException("no value");
}
