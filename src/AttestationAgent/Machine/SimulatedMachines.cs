// SPDX-License-Identifier: Apache-2.0

#if SIMULATORS
using Attestation.Kernel;
using Attestation.Machine.Simulator;
using Attestation.Machine.Simulator.Guest;
using Attestation.SevSnp.Simulator;
using Attestation.Tdx.Simulator;

namespace Attestation.Agent.Machine;

/// <summary>Machines made of memory, under a vendor of their own that nobody trusts unless told to.</summary>
/// <param name="Kernel">The guest's kernel.</param>
/// <param name="Vendor">The machine, its Endorsements and a policy that trusts them.</param>
internal sealed record SimulatedMachines(IGuestKernel Kernel, ISimulatedMachine Vendor)
{
    /// <summary>TEEs that can be simulated.</summary>
    public static IReadOnlyList<string> Names { get; } = [SimulatedTdxMachine.Tee, SimulatedSnpMachine.Tee];

    /// <summary>Latency models by name.</summary>
    public static IReadOnlyDictionary<string, SimulatedLatency> Latencies { get; } =
        new[] { SimulatedLatency.None, SimulatedLatency.TdxStock, SimulatedLatency.TdxFastPoll, SimulatedLatency.SevSnp }.ToDictionary(each => each.Name);

    /// <summary>Switches a machine on.</summary>
    /// <param name="tee">One of <see cref="Names"/>.</param>
    /// <param name="latency">How long its device takes; null takes what real ones do.</param>
    /// <param name="clock">Time.</param>
    public static SimulatedMachines Start(string tee, SimulatedLatency? latency, TimeProvider clock)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (tee == SimulatedTdxMachine.Tee)
        {
            SimulatedTdxMachine machine = SimulatedTdxMachine.Create(SimulatedTdxOptions.At(now));
            return new(SimulatedTdxGuest.Start(machine, new() { Latency = latency ?? SimulatedLatency.TdxFastPoll }, clock), machine);
        }

        SimulatedSnpMachine snp = SimulatedSnpMachine.Create(SimulatedSnpOptions.At(now));
        return new(SimulatedSnpGuest.Start(snp, new() { Latency = latency ?? SimulatedLatency.SevSnp }, clock), snp);
    }
}
#endif
