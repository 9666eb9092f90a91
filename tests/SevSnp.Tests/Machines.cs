// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Appraisal;
using Attestation.Configuration;
using Attestation.Machine.Simulator;
using Attestation.Policies;
using Attestation.SevSnp.Simulator;
using Attestation.SevSnp.Simulator.Faults;
using Attestation.SevSnp.Wire;
using Fault = Attestation.Machine.Simulator.Fault<Attestation.SevSnp.Simulator.SimulatedSnpOptions>;

namespace Attestation.SevSnp.Tests;

/// <summary>Simulated machines under one set of AMD's keys, and what the verifier says of them.</summary>
internal static class Machines
{
    private static readonly SimulatedAmdKeys Keys = new(new SimulatedKeys("rules"));

    public static DateTimeOffset Now => SimulatedSnpOptions.DefaultNow;

    public static SimulatedSnpOptions Options(SnpProduct? product = null, VekKind kind = VekKind.Vcek) =>
        SimulatedSnpOptions.At(Now, product, kind) with { Seed = "rules" };

    public static SimulatedSnpMachine Create(Func<SimulatedSnpOptions, SimulatedSnpOptions>? change = null) =>
        Create(change is null ? Options() : change(Options()));

    public static SimulatedSnpMachine Create(SimulatedSnpOptions options) => SimulatedSnpMachine.Create(options, Keys);

    /// <summary>The honest machine with another report.</summary>
    public static SimulatedSnpMachine Reporting(Func<ReportOptions, ReportOptions> change) => Create(Options().WithReport(change));

    /// <summary>The honest machine with one named fault.</summary>
    public static SimulatedSnpMachine Faulty(string fault)
    {
        Assert.True(SnpFault.TryGet(fault, out Fault? found), fault);
        return Create(found.In);
    }

    /// <summary>The policy that the machine writes, and then some.</summary>
    public static AppraisalPolicy Policy(this SimulatedSnpMachine machine, Func<AppraisalPolicy, AppraisalPolicy>? change)
    {
        bool reads = PolicyFile.TryRead(
            machine.Policy(), [new SevSnpTee(VerifiedCache.None)], out PolicyFile? file, out ImmutableArray<ConfigProblem> problems);
        Assert.True(reads, string.Join("; ", problems));
        return change is null ? file!.Policy : change(file!.Policy);
    }

    /// <summary>The verdict at the machine's own instant, or another, by a verifier that keeps nothing.</summary>
    public static AttestationResult Appraise(
        this SimulatedSnpMachine machine, Func<AppraisalPolicy, AppraisalPolicy>? policy = null, DateTimeOffset? at = null) =>
        new SevSnpTee(VerifiedCache.None).Appraise(machine.Evidence, machine.Endorsements, machine.Policy(policy), at ?? machine.Options.Now);

    /// <summary>The verdict under a policy whose SEV-SNP section is changed.</summary>
    public static AttestationResult AppraiseUnder(this SimulatedSnpMachine machine, Func<SevSnpPolicy, SevSnpPolicy> change) =>
        machine.Appraise(policy => policy.WithSnp(change));

    public static AppraisalPolicy WithSnp(this AppraisalPolicy policy, Func<SevSnpPolicy, SevSnpPolicy> change) =>
        policy with { Sections = policy.Sections.SetItem("sev-snp", change(policy.Of("sev-snp", SevSnpPolicy.Strict))) };
}
