// SPDX-License-Identifier: Apache-2.0

using System.Reflection;
using Attestation.Tdx.Simulator.Faults;
using Attestation.Tdx.Wire;
using Fault = Attestation.Machine.Simulator.Fault<Attestation.Tdx.Simulator.SimulatedTdxOptions>;

namespace Attestation.Tdx.Simulator.Tests;

public sealed class TdxFaultTests
{
    private static readonly IReadOnlyDictionary<string, string> Honest = MachineFacts.Of(Machines.Create());

    // The same machine in the shapes that some faults need.
    private static readonly IReadOnlyDictionary<string, string> HonestTd10 = In(TdBodyType.Td10);
    private static readonly IReadOnlyDictionary<string, string> HonestTd15 = In(TdBodyType.Td15);

    private static readonly Dictionary<string, string> Effects = Machines.Table("fault-effects.txt");

    public static TheoryData<string> Names => [.. TdxFault.All.Select(each => each.Name)];

    [Fact]
    public void Honest_machines_of_one_seed_show_the_same_facts_and_only_valid_signatures()
    {
        Assert.Empty(MachineFacts.Differences(Honest, MachineFacts.Of(Machines.Create())));
        Assert.All(Honest.Where(each => each.Key.StartsWith("valid.", StringComparison.Ordinal)), each => Assert.Equal("True", each.Value));
        Assert.Equal(10, Honest.Keys.Count(each => each.StartsWith("valid.", StringComparison.Ordinal)));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_fault_changes_what_it_says_and_nothing_else(string name)
    {
        Assert.True(TdxFault.TryGet(name, out Fault? fault));
        SimulatedTdxMachine machine = Machines.Create(fault.In);
        string[] differences = MachineFacts.Differences(HonestLike(machine), MachineFacts.Of(machine));
        string line = $"{name}: {string.Join(", ", differences)}";
        Assert.True(line == Effects.GetValueOrDefault(name), $"{fault.Says} changes\n{line}");
    }

    [Fact]
    public void Names_are_unique_and_found()
    {
        Assert.Equal(TdxFault.All.Length, TdxFault.All.Select(each => each.Name).Distinct().Count());
        Assert.All(TdxFault.All, each => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", each.Name));
        Assert.False(TdxFault.TryGet("no-such-fault", out _));
    }

    [Fact]
    public void Every_field_that_is_a_fault_is_in_the_list()
    {
        IEnumerable<Fault> fields = typeof(TdxFault).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(TdxFault).Namespace)
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(field => field.GetValue(null)).OfType<Fault>();
        Assert.Empty(fields.Select(each => each.Name).Except(TdxFault.All.Select(each => each.Name)));
    }

    private static IReadOnlyDictionary<string, string> HonestLike(SimulatedTdxMachine machine) => machine.Options.Quote switch
    {
        { Version: 5, BodyType: TdBodyType.Td10 } => HonestTd10,
        { Version: 5 } => HonestTd15,
        _ => Honest,
    };

    private static IReadOnlyDictionary<string, string> In(TdBodyType type) =>
        MachineFacts.Of(Machines.Create(each => each with { Quote = QuoteOptions.Version5(type) }));
}
