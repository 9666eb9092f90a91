// SPDX-License-Identifier: Apache-2.0

#if SIMULATORS
using System.Collections.Immutable;
using Attestation.Kernel;
using Attestation.Machine.Simulator;
using Attestation.Machine.Simulator.Guest;
using Attestation.SevSnp.Simulator;
using Attestation.SevSnp.Simulator.Faults;
using Attestation.Tdx.Simulator;
using Attestation.Tdx.Simulator.Faults;

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

    /// <summary>True where a machine can do that wrong.</summary>
    public static bool Has(string tee, string fault) => tee == SimulatedTdxMachine.Tee ? TdxFault.TryGet(fault, out _) : SnpFault.TryGet(fault, out _);

    /// <summary>Switches a machine on.</summary>
    /// <param name="tee">One of <see cref="Names"/>.</param>
    /// <param name="fault">What the machine does wrong; null for nothing.</param>
    /// <param name="latency">How long its device takes; null takes what real ones do.</param>
    /// <param name="clock">Time.</param>
    public static SimulatedMachines Start(string tee, string? fault, SimulatedLatency? latency, TimeProvider clock)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (tee == SimulatedTdxMachine.Tee)
        {
            SimulatedTdxMachine machine = SimulatedTdxMachine.Create(With(TdxFault.All, fault, SimulatedTdxOptions.At(now)));
            return new(SimulatedTdxGuest.Start(machine, new() { Latency = latency ?? SimulatedLatency.TdxFastPoll }, clock), machine);
        }

        SimulatedSnpMachine snp = SimulatedSnpMachine.Create(With(SnpFault.All, fault, SimulatedSnpOptions.At(now)));
        return new(SimulatedSnpGuest.Start(snp, new() { Latency = latency ?? SimulatedLatency.SevSnp }, clock), snp);
    }

    private static TOptions With<TOptions>(ImmutableArray<Fault<TOptions>> faults, string? name, TOptions honest)
        where TOptions : class => name is null ? honest : faults.Single(each => each.Name == name).In(honest);
}
#endif
