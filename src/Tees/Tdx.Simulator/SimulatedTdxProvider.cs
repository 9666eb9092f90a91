// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;
using Attestation.Machine.Simulator.Guest;

namespace Attestation.Tdx.Simulator;

/// <summary>The kernel's tdx_guest driver behind a simulated configfs-tsm: no privilege levels, no aux blob, no services.</summary>
internal sealed class SimulatedTdxProvider(SimulatedTdxMachine machine, Lock td) : ISimulatedProvider
{
    private const int ReportDataBytes = 64;

    public string Name => "tdx_guest";

    public int? PrivilegeFloor => null;

    public bool HasAuxBlob => false;

    public bool HasServices => false;

    public SimulatedBlobs Report(SimulatedInputs inputs)
    {
        if (inputs.InBlob.Length != ReportDataBytes)
        {
            throw new KernelException("read", "outblob", Errno.EINVAL);
        }

        lock (td)
        {
            return new(machine.Attest(inputs.InBlob.Span).Parts[0].Bytes.ToArray());
        }
    }
}
