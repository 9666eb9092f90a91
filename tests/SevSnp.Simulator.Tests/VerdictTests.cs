// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Reflection;
using Attestation.Appraisal;
using Attestation.Configuration;
using Attestation.Policies;
using Attestation.SevSnp.Simulator.Faults;
using Attestation.TestKit;
using Fault = Attestation.Machine.Simulator.Fault<Attestation.SevSnp.Simulator.SimulatedSnpOptions>;

namespace Attestation.SevSnp.Simulator.Tests;

/// <summary>The verifier's verdict on simulated machines under the policies they write.</summary>
public sealed class VerdictTests
{
    private static readonly Dictionary<string, string> Rules = Machines.Table("fault-rules.txt");

    public static TheoryData<string> Names => [.. SnpFault.All.Select(each => each.Name)];

    public static TheoryData<string> Variants => [.. Variant.Keys];

    private static ImmutableSortedDictionary<string, Func<SimulatedSnpOptions, SimulatedSnpOptions>> Variant { get; } =
        ImmutableSortedDictionary.CreateRange<string, Func<SimulatedSnpOptions, SimulatedSnpOptions>>(
        [
            new("as it is", each => each),
            new("twin signature", each => each.WithReport(report => report with { Signature = SignatureForm.OtherS })),
            new("hwid in an octet string", each => each with { Vek = new() { WrapsHwId = true } }),
            new("reserved levels left out", each => each with { Vek = new() { OmitsReserved = true } }),
            new("large levels", each => each.WithReport(report => report with { Committed = new(255, 255, 255, 255) })),
            new("older launch", each => each.WithReport(report => report with { Launch = new(1, 0, 5, 60) })),
            new("reported behind committed", each => each.WithReport(report => report with { Reported = new(9, 0, 20, 200) })),
            new("table", each => each with { Kds = new() { Table = [KdsDocument.Leaf, KdsDocument.CertChain, KdsDocument.Crl] } }),
            new("unknown platform bits", each => each.WithReport(report => report with { PlatformInfo = 0xff00_0000_0000_0025 })),
            new("bergamo", each => each.WithReport(report => report with { Cpuid = (0x19, 0xa0, 2) })),
        ]);

    [Theory, MemberData(nameof(Variants))]
    public void An_honest_machine_passes_and_is_called_simulated(string variant)
    {
        AttestationResult result = Verify(Machines.Create(Variant[variant]));
        ResultVerdict.Passes(result);
        Assert.True(result.Simulated);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_fault_fails_the_rules_that_it_breaks_and_no_other(string name)
    {
        Assert.True(SnpFault.TryGet(name, out Fault? fault));
        AttestationResult result = Verify(Machines.Create(fault.In));
        Assert.Equal(Outcome.Fail, result.Outcome);
        string line = $"{name}: {string.Join(
            ", ", result.Checks.Where(each => each.Outcome == Outcome.Fail).Select(each => each.Rule.Id))}";
        Assert.True(line == Rules.GetValueOrDefault(name), $"{fault.Says}: {ResultVerdict.Describe(result)}\n{line}");
    }

    [Fact]
    public void Names_are_unique_and_found()
    {
        Assert.Equal(SnpFault.All.Length, SnpFault.All.Select(each => each.Name).Distinct().Count());
        Assert.All(SnpFault.All, each => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", each.Name));
        Assert.False(SnpFault.TryGet("no-such-fault", out _));
        Assert.Equal(SnpFault.All.Select(each => each.Name).Order(), Rules.Keys.Order());
    }

    [Fact]
    public void Every_field_that_is_a_fault_is_in_the_list()
    {
        IEnumerable<Fault> fields = typeof(SnpFault).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(SnpFault).Namespace)
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(field => field.GetValue(null)).OfType<Fault>();
        Assert.Empty(fields.Select(each => each.Name).Except(SnpFault.All.Select(each => each.Name)));
    }

    private static AttestationResult Verify(SimulatedSnpMachine machine)
    {
        SevSnpTee tee = new(VerifiedCache.None);
        bool reads = PolicyFile.TryRead(machine.Policy(), [tee], out PolicyFile? file, out ImmutableArray<ConfigProblem> problems);
        Assert.True(reads, string.Join("; ", problems));
        return tee.Appraise(machine.Evidence, machine.Endorsements, file!.Policy, machine.Options.Now);
    }
}
