// SPDX-License-Identifier: Apache-2.0

using Attestation.Machine.Simulator;
using Attestation.SevSnp.Wire;

namespace Attestation.SevSnp.Simulator.Tests;

/// <summary>Machines that tests look at, under one set of AMD's keys.</summary>
internal static class Machines
{
    private static readonly SimulatedAmdKeys Keys = new(new SimulatedKeys("tests"));

    public static SimulatedSnpOptions Honest(SnpProduct? product = null, VekKind kind = VekKind.Vcek) =>
        SimulatedSnpOptions.At(SimulatedSnpOptions.DefaultNow, product, kind) with { Seed = "tests" };

    public static SimulatedSnpMachine Create(SimulatedSnpOptions options) => SimulatedSnpMachine.Create(options, Keys);

    public static SimulatedSnpMachine Create(Func<SimulatedSnpOptions, SimulatedSnpOptions> change) => Create(change(Honest()));

    /// <summary>The lines of a table beside the tests, by fault; kept by hand: what each fault breaks is decided, not recorded.</summary>
    public static Dictionary<string, string> Table(string file) =>
        File.ReadAllLines(Path.Combine(
            TestKit.Repository.Root, "tests", "SevSnp.Simulator.Tests", file)).ToDictionary(line => line.Split(':')[0]);
}
