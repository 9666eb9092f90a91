// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Globalization;
using Attestation.Machine.Simulator.Guest;

namespace Attestation.Tdx.Simulator;

/// <summary>The kernel of a simulated TD: quotes by configfs-tsm, TDREPORTs by the device, RTMRs that extend, the CCEL.</summary>
public static class SimulatedTdxGuest
{
    private const string RegisterSuffix = ":sha384";
    private const string RegisterPrefix = "rtmr";

    /// <summary>Boots a kernel on that machine.</summary>
    /// <param name="machine">The machine; its TD's registers are what the kernel extends.</param>
    /// <param name="options">How the kernel is built and behaves.</param>
    /// <param name="clock">What time is measured by.</param>
    public static SimulatedGuestKernel Start(SimulatedTdxMachine machine, GuestOptions options, TimeProvider clock)
    {
        Lock td = new();
        SimulatedDevice device = new(options.Latency, clock);
        return new()
        {
            Script = options.Script,
            Device = device,
            Tsm = new SimulatedTsmEntries(options.HasTsm ? new SimulatedTdxProvider(machine, td) : null, device, options.Script),
            SevGuest = new SimulatedSevGuestDevice(null, default, 0, device, options.Script),
            TdxGuest = new SimulatedTdxGuestDevice(reportData => Locked(td, () => machine.TdReport(reportData.Span)), options.Script),
            Registers = Registers(machine.Td, td, options),
            EventLogs = new SimulatedEventLogs(machine.Td.EventLog() is { } log ? [("ccel", log)] : []),
            Boot = new SimulatedUptime(options.BootId ?? Guid.NewGuid(), clock),
        };
    }

    private static SimulatedRegisters Registers(SimulatedTd machine, Lock td, GuestOptions options)
    {
        ImmutableArray<string> names = [.. Enumerable.Range(0, SimulatedTd.Registers).Select(index => $"{RegisterPrefix}{index}{RegisterSuffix}")];
        return new(
            options.HasRegisters ? names : [],
            name => Locked(td, () => machine.Rtmr(IndexOf(name)).ToArray()),
            (name, digest) => Locked(td, () =>
            {
                machine.Extend(IndexOf(name), digest);
                return true;
            }),
            options.Script);
    }

    private static int IndexOf(string name) => int.Parse(name[RegisterPrefix.Length..^RegisterSuffix.Length], CultureInfo.InvariantCulture);

    private static T Locked<T>(Lock td, Func<T> work)
    {
        lock (td)
        {
            return work();
        }
    }
}
