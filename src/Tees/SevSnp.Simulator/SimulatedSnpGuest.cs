// SPDX-License-Identifier: Apache-2.0

using Attestation.Machine.Simulator.Guest;

namespace Attestation.SevSnp.Simulator;

/// <summary>The kernel of a simulated SEV-SNP guest: reports by configfs-tsm and by the device.</summary>
public static class SimulatedSnpGuest
{
    /// <summary>Boots a kernel on that machine.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="options">How the kernel is built and behaves.</param>
    /// <param name="clock">What time is measured by.</param>
    public static SimulatedGuestKernel Start(SimulatedSnpMachine machine, GuestOptions options, TimeProvider clock)
    {
        SimulatedDevice device = new(options.Latency, clock);
        byte[] table = machine.CertificateTable() ?? [];
        return new()
        {
            Script = options.Script,
            Device = device,
            Tsm = new SimulatedTsmEntries(options.HasTsm ? new SimulatedSnpProvider(machine, table, options.PrivilegeFloor) : null, device, options.Script),
            SevGuest = new SimulatedSevGuestDevice(
                (reportData, vmpl) => machine.ReportFor(reportData.Span, vmpl), table, (uint)options.PrivilegeFloor, device, options.Script),
            TdxGuest = new SimulatedTdxGuestDevice(null, options.Script),
            Registers = new SimulatedRegisters([], _ => [], null, options.Script),
            EventLogs = new SimulatedEventLogs([]),
            Boot = new SimulatedUptime(options.BootId ?? Guid.NewGuid(), clock),
        };
    }
}
