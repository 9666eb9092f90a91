// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Appraisal;
using Attestation.Configuration;
using Attestation.Policies;
using Attestation.Tdx.Simulator;
using Attestation.Tdx.Simulator.Faults;
using Fault = Attestation.Machine.Simulator.Fault<Attestation.Tdx.Simulator.SimulatedTdxOptions>;

namespace Attestation.Tdx.Tests.Verify;

/// <summary>Simulated machines of one seed, and what the verifier says of them.</summary>
internal static class Simulated
{
    public static DateTimeOffset Now => SimulatedTdxOptions.DefaultNow;

    public static SimulatedTdxOptions Honest { get; } = SimulatedTdxOptions.At(Now) with { Seed = "rules" };

    public static SimulatedTdxMachine Machine(Func<SimulatedTdxOptions, SimulatedTdxOptions>? change = null) =>
        SimulatedTdxMachine.Create(change is null ? Honest : change(Honest));

    /// <summary>The honest machine with one named fault.</summary>
    public static SimulatedTdxMachine Faulty(string fault)
    {
        Assert.True(TdxFault.TryGet(fault, out Fault? found), fault);
        return Machine(found.In);
    }

    /// <summary>The policy that the machine writes, and then some.</summary>
    public static AppraisalPolicy Policy(this SimulatedTdxMachine machine, Func<AppraisalPolicy, AppraisalPolicy>? change)
    {
        bool reads = PolicyFile.TryRead(
            machine.Policy(), [new TdxTee(VerifiedCache.None)], out PolicyFile? file, out ImmutableArray<ConfigProblem> problems);
        Assert.True(reads, string.Join("; ", problems));
        return change is null ? file!.Policy : change(file!.Policy);
    }

    /// <summary>The verdict at the machine's own instant, or another, by a verifier that keeps nothing.</summary>
    public static AttestationResult Appraise(
        this SimulatedTdxMachine machine, Func<AppraisalPolicy, AppraisalPolicy>? policy = null, DateTimeOffset? at = null) =>
        new TdxTee(VerifiedCache.None).Appraise(
            machine.Evidence, machine.Endorsements, machine.Policy(policy), at ?? machine.Options.Now);

    /// <summary>The verdict under a policy whose TDX section is changed.</summary>
    public static AttestationResult AppraiseUnder(this SimulatedTdxMachine machine, Func<TdxPolicy, TdxPolicy> change) =>
        machine.Appraise(policy => policy.WithTdx(change));

    public static AppraisalPolicy WithTdx(this AppraisalPolicy policy, Func<TdxPolicy, TdxPolicy> change) =>
        policy with { Sections = policy.Sections.SetItem("tdx", change(policy.Of("tdx", TdxPolicy.Strict))) };
}
