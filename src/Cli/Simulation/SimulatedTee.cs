// SPDX-License-Identifier: Apache-2.0

#if SIMULATORS
using System.Collections.Immutable;
using Attestation.Machine.Simulator;
using Attestation.SevSnp.Simulator;
using Attestation.SevSnp.Simulator.Faults;
using Attestation.Tdx.Simulator;
using Attestation.Tdx.Simulator.Faults;

namespace Attestation.Cli.Simulation;

/// <summary>A TEE that can be simulated: what the verb needs of its simulator.</summary>
/// <param name="Name">The TEE's name.</param>
/// <param name="Description">For help.</param>
/// <param name="Faults">Names of its faults, and what each does.</param>
/// <param name="TryCreate">Makes a machine at an instant, with that fault or with none; null where there is no such fault.</param>
internal sealed record SimulatedTee(
    string Name,
    string Description,
    ImmutableArray<(string Name, string Says)> Faults,
    Func<DateTimeOffset, string?, ISimulatedMachine?> TryCreate)
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<SimulatedTee> All { get; } =
    [
        Of(SimulatedTdxMachine.Tee, "a simulated Intel TDX machine", TdxFault.All, SimulatedTdxOptions.At, SimulatedTdxMachine.Create),
        Of(
            SimulatedSnpMachine.Tee,
            "a simulated AMD SEV-SNP machine",
            SnpFault.All,
            now => SimulatedSnpOptions.At(now),
            SimulatedSnpMachine.Create),
    ];

    private static SimulatedTee Of<TOptions>(
        string name,
        string description,
        ImmutableArray<Fault<TOptions>> faults,
        Func<DateTimeOffset, TOptions> honest,
        Func<TOptions, ISimulatedMachine> create)
        where TOptions : class =>
        new(
            name,
            description,
            [.. faults.Select(each => (each.Name, each.Says))],
            (now, fault) => fault is null ? create(honest(now))
                : faults.FirstOrDefault(each => each.Name == fault) is { } found ? create(found.In(honest(now)))
                : null);
}
#endif
