// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Appraisal;
using Attestation.Configuration;
using Attestation.Policies;
using Attestation.Tdx.Simulator.Faults;
using Attestation.Tdx.Wire;
using Fault = Attestation.Machine.Simulator.Fault<Attestation.Tdx.Simulator.SimulatedTdxOptions>;

namespace Attestation.Tdx.Simulator.Tests;

/// <summary>The verifier's verdict on simulated machines under the policies they write.</summary>
public sealed class VerdictTests
{
    private static readonly Dictionary<string, string> Rules = Machines.Table("fault-rules.txt");

    public static TheoryData<string> Variants => [.. Variant.Keys];

    public static TheoryData<string> Faults => [.. TdxFault.All.Select(each => each.Name)];

    private static ImmutableSortedDictionary<string, Func<SimulatedTdxOptions, SimulatedTdxOptions>> Variant { get; } =
        ImmutableSortedDictionary.CreateRange<string, Func<SimulatedTdxOptions, SimulatedTdxOptions>>(
        [
            new("version 4", each => each),
            new("version 5, TD report 1.0", each => each with { Quote = QuoteOptions.Version5(TdBodyType.Td10) }),
            new("version 5, TD report 1.5", each => each with { Quote = QuoteOptions.Version5(TdBodyType.Td15) }),
            new("version 5, TD report 1.5 ex", each => each with { Quote = QuoteOptions.Version5(TdBodyType.Td15Ex) }),
            new("processor ca", each => each.WithProcessorCa()),
            new("zero tail", each => each with { Quote = new() { Tail = new byte[3065] } }),
            new("crlf", each => each with { Quote = new() { HasCrLf = true } }),
            new("no nul", each => each with { Quote = new() { ChainTail = default } }),
            new("twin signature", each => each with { Quote = new() { Signature = QuoteSignatureForm.OtherS } }),
            new("module of version 0", each => each.WithModuleStatus(null)),
            new("no event log", each => each with { Td = new() { EventLog = EventLogForm.Absent } }),
            new("no authentication data", each => each with { QuotingEnclave = new() { AuthenticationData = default } }),
            new("sgx extension reversed", each => each with { Platform = new() { Form = new() { Reversed = true } } }),
            new("large pcesvn", each => each with { Platform = new() { PceSvn = 65535 } }),
            new("unknown member", each => each.WithTcbInfo(info => info with { Document = new() { FirstMembers = "\"new\":1," } })),
            new("upper case fmspc", each => each.WithTcbInfo(info => info with { Fmspc = "FF5100000000" })),
            new("levels unsorted", each => each.WithTcbInfo(info => info with { Levels = [.. info.Levels.Reverse()] })),
        ]);

    [Theory, MemberData(nameof(Variants))]
    public void An_honest_machine_passes_and_is_called_simulated(string variant)
    {
        AttestationResult result = Verify(Machines.Create(Variant[variant]));
        Assert.True(result.Outcome == Outcome.Pass, Describe(result));
        Assert.True(result.Simulated);
    }

    [Theory, MemberData(nameof(Faults))]
    public void A_fault_fails_the_rules_that_it_breaks_and_no_other(string name)
    {
        Assert.True(TdxFault.TryGet(name, out Fault? fault));
        AttestationResult result = Verify(Machines.Create(fault.In));
        Assert.Equal(Outcome.Fail, result.Outcome);
        string line = $"{name}: {string.Join(
            ", ", result.Checks.Where(each => each.Outcome == Outcome.Fail).Select(each => each.Rule.Id))}";
        Assert.True(line == Rules.GetValueOrDefault(name), $"{fault.Says}: {Describe(result)}\n{line}");
    }

    private static AttestationResult Verify(SimulatedTdxMachine machine)
    {
        TdxTee tee = new(VerifiedCache.None);
        bool reads = PolicyFile.TryRead(machine.Policy(), [tee], out PolicyFile? file, out ImmutableArray<ConfigProblem> problems);
        Assert.True(reads, string.Join("; ", problems));
        return tee.Appraise(machine.Evidence, machine.Endorsements, file!.Policy, machine.Options.Now);
    }

    private static string Describe(AttestationResult result) => string.Join(
        "; ", result.Checks.Where(each => each.Outcome is Outcome.Fail or Outcome.Warn).Select(
            each => $"{each.Rule.Id} {each.Because} {each.Got}"));
}
