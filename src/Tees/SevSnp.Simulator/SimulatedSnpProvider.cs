// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;
using Attestation.Machine.Simulator.Guest;

namespace Attestation.SevSnp.Simulator;

/// <summary>The kernel's sev_guest driver behind a simulated configfs-tsm, without a service module.</summary>
internal sealed class SimulatedSnpProvider(SimulatedSnpMachine machine, byte[] table, int floor) : ISimulatedProvider
{
    private const int ReportDataBytes = 64;

    public string Name => "sev_guest";

    public int? PrivilegeFloor => floor;

    public bool HasAuxBlob => true;

    public bool HasServices => false;

    // A level below the floor cannot be written; the level that nobody wrote is 0, which the firmware refuses.
    public SimulatedBlobs Report(SimulatedInputs inputs) =>
        inputs.InBlob.Length == ReportDataBytes && inputs.PrivilegeLevel >= floor
            ? new(machine.ReportFor(inputs.InBlob.Span, (uint)inputs.PrivilegeLevel)) { Aux = table }
            : throw new KernelException("read", "outblob", Errno.EINVAL);
}
