// SPDX-License-Identifier: Apache-2.0

using Attestation.Tdx.Wire;

namespace Attestation.Tdx.Simulator.Tests;

/// <summary>Machines that tests look at.</summary>
internal static class Machines
{
    public static SimulatedTdxOptions Honest => SimulatedTdxOptions.At(SimulatedTdxOptions.DefaultNow) with { Seed = "tests" };

    public static SimulatedTdxMachine Create(Func<SimulatedTdxOptions, SimulatedTdxOptions>? change = null) =>
        SimulatedTdxMachine.Create(change is null ? Honest : change(Honest));

    /// <summary>The lines of a table beside the tests, by fault; kept by hand: what each fault does is decided, not recorded.</summary>
    public static Dictionary<string, string> Table(string file) =>
        File.ReadAllLines(Path.Combine(
            TestKit.Repository.Root, "tests", "Tdx.Simulator.Tests", file)).ToDictionary(line => line.Split(':')[0]);

    public static Quote QuoteOf(SimulatedTdxMachine machine)
    {
        Assert.True(Quote.TryParse(machine.Quote, out Quote? quote, out var malformed), malformed?.ToString());
        return quote;
    }

    public static ReadOnlyMemory<byte> EndorsementOf(SimulatedTdxMachine machine, string name, string suffix)
    {
        Assert.True(machine.Endorsements.TryGet(name, suffix, out Endorsement? endorsement), name);
        return endorsement.Bytes;
    }
}
