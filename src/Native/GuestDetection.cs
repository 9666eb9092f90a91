// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Kernel;

namespace Attestation.Native;

/// <summary>
/// Looks for what gives Evidence, in this order: configfs-tsm, AMD's guest device. Nothing stands in for what is not there: where neither
/// answers, the list of what was tried is the answer.
/// </summary>
public static class GuestDetection
{
    private const string SevGuestProvider = "sev_guest";
    private const string OnlyTdReports = "TD reports, which only this machine can verify: a quote needs configfs-tsm";

    /// <summary>Asks every port once. Asks for no report.</summary>
    /// <param name="kernel">The machine's kernel, real or simulated.</param>
    /// <param name="clock">What pauses between attempts are measured by.</param>
    public static async ValueTask<DetectedGuest> LookAsync(IGuestKernel kernel, TimeProvider clock)
    {
        (Probe tsm, string? provider) = await TsmAsync(kernel.Tsm, clock).ConfigureAwait(false);
        Probe sevGuest = Device("AMD guest device", kernel.SevGuest.Path, kernel.SevGuest.Open, "sev-guest", "reports");
        Probe tdxGuest = Device("Intel guest device", kernel.TdxGuest.Path, kernel.TdxGuest.Open, "tdx_guest", OnlyTdReports);
        if (tsm.Outcome != ProbeOutcome.Used && sevGuest.Outcome == ProbeOutcome.Spare)
        {
            (sevGuest, provider) = (sevGuest with { Outcome = ProbeOutcome.Used }, SevGuestProvider);
        }

        (Probe registers, bool canExtend) = Registers(kernel.Registers);
        (ImmutableArray<Probe> logProbes, ImmutableArray<EventLogSource> logs) = Logs(kernel.EventLogs);
        ReportSource? source = tsm.Outcome == ProbeOutcome.Used ? ReportSource.Tsm
            : sevGuest.Outcome == ProbeOutcome.Used ? ReportSource.SevGuest
            : null;
        return new(source, provider, canExtend, logs, [tsm, sevGuest, tdxGuest, registers, .. logProbes]);
    }

    private static async ValueTask<(Probe Probe, string? Provider)> TsmAsync(ITsmEntries entries, TimeProvider clock)
    {
        const string What = "configfs-tsm";
        try
        {
            using TsmReports reports = new(entries, clock);
            string provider = await reports.ProviderAsync().ConfigureAwait(false);
            return (new(What, entries.Path, ProbeOutcome.Used, $"provider {provider}"), provider);
        }
        catch (AttesterException failed)
        {
            return (Failed(What, entries.Path, failed), null);
        }
    }

    private static Probe Device(string what, string path, Action open, string module, string gives)
    {
        try
        {
            open();
            return new(what, path, ProbeOutcome.Spare, gives);
        }
        catch (KernelException failed)
        {
            return Failed(what, path, DeviceFailure.Of(failed, module));
        }
    }

    private static (Probe Probe, bool CanExtend) Registers(IMeasurementRegisters registers)
    {
        const string What = "measurement registers";
        try
        {
            bool isOffered = RegisterExtension.IsOffered(registers);
            return isOffered
                ? (new(What, registers.Path, ProbeOutcome.Used, $"{RegisterExtension.Rtmr3} can be extended"), true)
                : (new(What, registers.Path, ProbeOutcome.Absent, "the kernel shows none") { Hint = "extending needs Linux 6.16 or later" }, false);
        }
        catch (KernelException failed)
        {
            return (new(What, registers.Path, ProbeOutcome.Unusable, $"{failed.Call}: {KernelException.Name(failed.Errno)}"), false);
        }
    }

    private static (ImmutableArray<Probe> Probes, ImmutableArray<EventLogSource> Logs) Logs(IEventLogs eventLogs)
    {
        ImmutableArray<EventLogSource> found = eventLogs.Find();
        return found.IsEmpty
            ? ([new("event logs", "/sys", ProbeOutcome.Absent, "firmware left none that the kernel shows")], found)
            : ([.. found.Select(log => Readable(eventLogs, log))], found);
    }

    private static Probe Readable(IEventLogs eventLogs, EventLogSource log)
    {
        string what = $"event log {log.Kind}";
        try
        {
            return new(what, log.Path, ProbeOutcome.Used, $"{eventLogs.Read(log).Length} bytes");
        }
        catch (KernelException failed)
        {
            return new(what, log.Path, ProbeOutcome.Unusable, $"{failed.Call}: {KernelException.Name(failed.Errno)}") { Hint = "reading it needs root" };
        }
    }

    private static Probe Failed(string what, string path, AttesterException failed)
    {
        ProbeOutcome outcome = failed.Reason is AttesterReason.NotThere or AttesterReason.NoProvider ? ProbeOutcome.Absent : ProbeOutcome.Unusable;
        string says = failed.Message.StartsWith($"{failed.Path}: ", StringComparison.Ordinal) ? failed.Message[(failed.Path.Length + 2)..] : failed.Message;
        return new(what, path, outcome, says) { Hint = failed.Hint };
    }
}
