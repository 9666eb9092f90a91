// SPDX-License-Identifier: Apache-2.0

using System.Net.Sockets;
using System.Text;
using Attestation.EventLogs;
using Attestation.Kernel;
using Attestation.Native;
using Attestation.Native.LibCrypto;

namespace Attestation.KernelProbe;

/// <summary>Laws of the guest as a whole, tried on a real kernel: what is found, and what it is called where it is not.</summary>
public static class GuestLaws
{
    /// <summary>Of a guest without any driver of a TEE.</summary>
    public static IReadOnlyList<PortLaw> WithoutTee { get; } =
    [
        new("without a driver nothing is found, and each thing that was looked for is named", NothingFound),
        new("without a provider a request says that none is loaded", NoProvider),
        new("without a device a request says that it is not there", NoDevice),
        new("without registers none is offered", NoRegisters),
    ];

    /// <summary>Of a guest whose firmware left a log of 64 KiB.</summary>
    public static IReadOnlyList<PortLaw> WithEventLog { get; } = [new("the log behind the ACPI table CCEL is found and read whole", EventLog)];

    /// <summary>Of a guest with tdx_guest.</summary>
    public static IReadOnlyList<PortLaw> WithTdx { get; } =
    [
        new("configfs is found first, with tdx_guest and a register to extend", FoundTdx),
        new("somebody else's write in our entry is seen", ForeignWrite),
        new("no entry is left behind", NothingLeft),
    ];

    /// <summary>Of a guest with sev_guest.</summary>
    public static IReadOnlyList<PortLaw> WithSev { get; } =
    [
        new("configfs is found first, with sev_guest", FoundSev),
        new("a service's manifest comes with the report", Manifest),
    ];

    /// <summary>Of a guest with devices and without a provider.</summary>
    public static IReadOnlyList<PortLaw> WithDevices { get; } =
    [
        new("without configfs AMD's device is found", FoundDevice),
        new("certificates that need more room are asked for again, once", MoreRoom),
        new("what the firmware answers is named", FirmwareStatus),
        new("a busy host is throttling", BusyHost),
        new("another request is ENOTTY at Intel's device", AnotherDriver),
    ];

    /// <summary>Of any Linux machine.</summary>
    public static IReadOnlyList<PortLaw> OfMachine { get; } =
    [
        new("the boot has an id and a clock", ThisBoot),
        new("the peer of a socket is this process, and alive", ThePeer),
        new("a process that is not there cannot be opened", NoProcess),
        new("a file is written, renamed and made durable", DurableFile),
        new("Ed25519 signs and verifies", Ed25519SignsAndVerifies),
    ];

    private static async ValueTask NothingFound(LawMachine machine)
    {
        DetectedGuest guest = await GuestDetection.LookAsync(machine.Kernel, machine.Clock);
        Expect.Equal(null, guest.Source, "source");
        Expect.Equal("configfs-tsm Absent, AMD guest device Absent, Intel guest device Absent, measurement registers Absent",
            string.Join(", ", guest.Probes.Take(4).Select(probe => $"{probe.What} {probe.Outcome}")), "probes");
        Expect.True(guest.Probes.Take(4).All(probe => probe.Says.Length > 0 && probe.Hint.Length > 0), "each probe says why, and what to do");
        AttesterException failed = await Expect.Fails(AttesterReason.NoTee, () => Done(guest.RequireSource()), "asking for a source");
        Expect.True(failed.Message.Contains("/dev/sev-guest", StringComparison.Ordinal) && failed.Probes.Length >= 4, $"\"{failed.Message}\" lists what was tried");
    }

    private static async ValueTask NoProvider(LawMachine machine)
    {
        using TsmReports reports = new(machine.Kernel.Tsm, machine.Clock);
        AttesterException failed = await Expect.Fails(AttesterReason.NoProvider, async () => await reports.ProviderAsync(), "the provider");
        Expect.Equal(Errno.ENXIO, failed.Errno, "errno");
    }

    private static async ValueTask NoDevice(LawMachine machine)
    {
        using SevGuestReports reports = new(machine.Kernel.SevGuest, machine.Clock);
        await Expect.Fails(AttesterReason.NotThere, async () => await reports.RequestAsync(new byte[64]), "a report");
    }

    private static ValueTask NoRegisters(LawMachine machine)
    {
        Expect.True(!RegisterExtension.IsOffered(machine.Kernel.Registers), "no register is offered");
        return ValueTask.CompletedTask;
    }

    private static async ValueTask FoundTdx(LawMachine machine)
    {
        DetectedGuest guest = await GuestDetection.LookAsync(machine.Kernel, machine.Clock);
        Expect.Equal(ReportSource.Tsm, guest.RequireSource(), "source");
        Expect.Equal("tdx_guest", guest.Provider, "provider");
        Expect.True(guest.CanExtend, "RTMR3 can be extended");
        Expect.Equal(ProbeOutcome.Spare, guest.Probes[1].Outcome, "AMD's device");
    }

    private static async ValueTask ForeignWrite(LawMachine machine)
    {
        using TsmReports reports = new(new ForeignWriter(machine.Kernel.Tsm), machine.Clock);
        await Expect.Fails(AttesterReason.Interference, async () => await reports.RequestAsync(new(new byte[64])), "a request");
    }

    private static ValueTask NothingLeft(LawMachine machine)
    {
        Expect.Equal("", string.Join(' ', Directory.GetDirectories(machine.Kernel.Tsm.Path)), "entries");
        return ValueTask.CompletedTask;
    }

    private static async ValueTask FoundSev(LawMachine machine)
    {
        DetectedGuest guest = await GuestDetection.LookAsync(machine.Kernel, machine.Clock);
        Expect.Equal("sev_guest", guest.Provider, "provider");
        Expect.Equal(ReportSource.Tsm, guest.RequireSource(), "source");
    }

    private static async ValueTask Manifest(LawMachine machine)
    {
        Guid service = new("c476f1eb-0123-45a5-9641-b4e7dde5bfe3");
        using TsmReports reports = new(machine.Kernel.Tsm, machine.Clock);
        TsmReport report = await reports.RequestAsync(new(LawMachine.FreshReportData()) { Service = new("svsm") { Id = service, ManifestVersion = 1 } });
        Expect.Bytes(service.ToByteArray(), report.ManifestBlob.Span, "manifest");
        Expect.Equal("certificates", Encoding.ASCII.GetString(report.AuxBlob.Span), "auxblob");
        TsmRequest unknown = new(LawMachine.FreshReportData()) { Service = new("nobody") };
        await Expect.Fails(AttesterReason.Refused, async () => await reports.RequestAsync(unknown), "an unknown service");
    }

    private static async ValueTask FoundDevice(LawMachine machine)
    {
        DetectedGuest guest = await GuestDetection.LookAsync(machine.Kernel, machine.Clock);
        Expect.Equal(ReportSource.SevGuest, guest.RequireSource(), "source");
        Expect.Equal("sev_guest", guest.Provider, "provider");
    }

    private static async ValueTask MoreRoom(LawMachine machine)
    {
        using SevGuestReports reports = new(machine.Kernel.SevGuest, machine.Clock);
        ((FakeDrivers)machine).SetRoom(0x8000);
        SnpReport report = await reports.RequestAsync(LawMachine.FreshReportData());
        Expect.True(report.CertificateTable.Span.IndexOf("certificate of the fake host"u8) > 0, "the certificates are there");
        ((FakeDrivers)machine).SetRoom(0x80_0000);
        await Expect.Fails(AttesterReason.BadAnswer, async () => await reports.RequestAsync(new byte[64]), "8 MiB of certificates");
    }

    private static async ValueTask FirmwareStatus(LawMachine machine)
    {
        using SevGuestReports reports = new(machine.Kernel.SevGuest, machine.Clock);
        ((FakeDrivers)machine).SetStatus(0x16);
        AttesterException refused = await Expect.Fails(AttesterReason.Refused, async () => await reports.RequestAsync(new byte[64]), "status 0x16");
        Expect.True(refused.Message.Contains("INVALID_PARAM", StringComparison.Ordinal), $"\"{refused.Message}\" names the status");
        ((FakeDrivers)machine).SetStatus(0);
        ((FakeDrivers)machine).FailDevices(Errno.EIO, 0x17);
        await Expect.Fails(AttesterReason.FirmwareFailed, async () => await reports.RequestAsync(new byte[64]), "firmware error 0x17");
    }

    private static async ValueTask BusyHost(LawMachine machine)
    {
        using SevGuestReports reports = new(machine.Kernel.SevGuest, machine.Clock);
        ((FakeDrivers)machine).FailDevices(Errno.EIO, 2UL << 32);
        await Expect.Fails(AttesterReason.Throttled, async () => await reports.RequestAsync(new byte[64]), "host error 2");
        ((FakeDrivers)machine).FailDevices(Errno.EIO, 7UL << 32);
        await Expect.Fails(AttesterReason.HostFailed, async () => await reports.RequestAsync(new byte[64]), "host error 7");
    }

    private static async ValueTask AnotherDriver(LawMachine machine) =>
        await Expect.Fails(Errno.ENOTTY, async () => await new TdxGuestDevice(machine.Kernel.SevGuest.Path).ReportAsync(Enumerable.Repeat((byte)1, 64).ToArray()), "TDX_CMD_GET_REPORT0");

    private static async ValueTask EventLog(LawMachine machine)
    {
        EventLogSource log = machine.Kernel.EventLogs.Find().Single(each => each.Kind == "ccel");
        byte[] bytes = machine.Kernel.EventLogs.Read(log);
        Expect.True(CcelTable.TryParse(await File.ReadAllBytesAsync(log.TablePath!), out CcelTable? table, out _), "the table is one");
        Expect.Equal(table!.LogAreaMinimumLength, (ulong)bytes.Length, "length of the log");
        Expect.True(bytes.AsSpan().StartsWith("event log of the fake firmware"u8) && bytes[^1] == 0xFF, "the log is the firmware's");
    }

    private static ValueTask ThisBoot(LawMachine machine)
    {
        Expect.Equal(machine.Kernel.Boot.Id(), machine.Kernel.Boot.Id(), "boot id");
        Expect.True(machine.Kernel.Boot.Id() != Guid.Empty, "the boot has an id");
        long before = machine.Kernel.Boot.Nanoseconds();
        Expect.True(before > 0 && machine.Kernel.Boot.Nanoseconds() >= before, "the clock runs");
        return ValueTask.CompletedTask;
    }

    private static async ValueTask ThePeer(LawMachine machine)
    {
        string path = Path.Combine(Path.GetTempPath(), $"probe-{Guid.NewGuid():N}.sock");
        using Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        using Socket client = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        client.Connect(new UnixDomainSocketEndPoint(path));
        using Socket accepted = await listener.AcceptAsync();
        using Peer peer = new PeerCredentials().Of(accepted.SafeHandle);
        Expect.Equal(Environment.ProcessId, peer.Pid, "pid");
        Expect.True(peer.IsExact && peer.Process!.IsAlive(), "the kernel names the process, and it is alive");
        File.Delete(path);
    }

    private static async ValueTask NoProcess(LawMachine machine) =>
        await Expect.Fails(Errno.ESRCH, () => Done(new Processes().Open(int.MaxValue / 1024)), "opening no process");

    private static ValueTask DurableFile(LawMachine machine)
    {
        using DurableDirectory directory = DurableDirectory.Open(Path.GetTempPath().TrimEnd('/'));
        string name = $"probe-{Guid.NewGuid():N}";
        directory.WriteFile(name, "durable"u8);
        directory.Rename(name, name + ".done");
        directory.Sync();
        Expect.Bytes("durable"u8, directory.ReadFile(name + ".done", 100), "the file");
        directory.DeleteFile(name + ".done");
        return ValueTask.CompletedTask;
    }

    private static ValueTask Ed25519SignsAndVerifies(LawMachine machine)
    {
        using Ed25519SigningKey key = Ed25519SigningKey.Generate();
        byte[] signature = new byte[64];
        key.Sign("text"u8, signature);
        Expect.True(new Ed25519().Verify(key.PublicKey.Span, "text"u8, signature), "the signature verifies");
        Expect.True(!new Ed25519().Verify(key.PublicKey.Span, "test"u8, signature), "another text does not");
        return ValueTask.CompletedTask;
    }

    private static ValueTask Done(object made)
    {
        (made as IDisposable)?.Dispose();
        return ValueTask.CompletedTask;
    }
}
