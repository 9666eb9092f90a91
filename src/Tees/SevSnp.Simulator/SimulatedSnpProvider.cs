// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.Kernel;
using Attestation.Machine.Simulator.Guest;

namespace Attestation.SevSnp.Simulator;

/// <summary>
/// The kernel's sev_guest driver behind a simulated configfs-tsm. Under a service module (AMD SVSM, doc 58019, attestation protocol) the module's own report,
/// of VMPL 0, covers SHA-512 of what was asked and the manifest.
/// </summary>
internal sealed class SimulatedSnpProvider(SimulatedSnpMachine machine, byte[] table, GuestOptions options) : ISimulatedProvider
{
    private const int ReportDataBytes = 64;
    private const string ServiceModule = "svsm";

    public string Name => "sev_guest";

    public int? PrivilegeFloor => options.PrivilegeFloor;

    public bool HasAuxBlob => true;

    public bool HasServices => options.ServiceManifest is not null;

    public SimulatedBlobs Report(SimulatedInputs inputs)
    {
        if (inputs.InBlob.Length != ReportDataBytes)
        {
            throw Refused();
        }

        return inputs.ServiceProvider is null ? OfGuest(inputs) : OfService(inputs);
    }

    // A level below the floor cannot be written; the level that nobody wrote is 0, which the firmware refuses.
    private SimulatedBlobs OfGuest(SimulatedInputs inputs) =>
        inputs.PrivilegeLevel >= options.PrivilegeFloor
            ? new(machine.ReportFor(inputs.InBlob.Span, (uint)inputs.PrivilegeLevel)) { Aux = table }
            : throw Refused();

    private SimulatedBlobs OfService(SimulatedInputs inputs)
    {
        byte[] manifest = inputs.ServiceProvider == ServiceModule && options.ServiceManifest is { } known ? known.ToArray() : throw Refused();
        return new(machine.ReportFor(SHA512.HashData([.. inputs.InBlob.Span, .. manifest]), vmpl: 0)) { Aux = table, Manifest = manifest };
    }

    private static KernelException Refused() => new("read", TsmAttribute.OutBlob.Name, Errno.EINVAL);
}
