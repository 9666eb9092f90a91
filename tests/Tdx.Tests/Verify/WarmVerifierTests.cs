// SPDX-License-Identifier: Apache-2.0

using Attestation.Appraisal;
using Attestation.Tdx.Simulator;
using Attestation.Tdx.Simulator.Faults;
using Fault = Attestation.Machine.Simulator.Fault<Attestation.Tdx.Simulator.SimulatedTdxOptions>;

namespace Attestation.Tdx.Tests.Verify;

/// <summary>A verifier that keeps what it verified says what one that keeps nothing says.</summary>
public sealed class WarmVerifierTests
{
    private const int KeptSteps = 64;

    // Signatures are random: what is made once is kept, so that only what a fault touches is new to a warm verifier.
    private static readonly SimulatedTdxMachine Honest = Simulated.Machine();

    public static TheoryData<string> Faults => [.. TdxFault.All.Select(each => each.Name)];

    [Fact]
    public void Warm_equals_cold_for_an_honest_machine()
    {
        string cold = Verdict.TextOf(Honest.Appraise());

        Assert.Equal(cold, Verdict.TextOf(Appraise(new(new VerifiedCache(KeptSteps)), Honest)));
        Assert.Equal(cold, Verdict.TextOf(Appraise(Warm(), Honest)));
    }

    [Theory, MemberData(nameof(Faults))]
    public void Warm_equals_cold_for_a_fault_after_the_honest_machine(string fault)
    {
        SimulatedTdxMachine faulty = Faulty(fault);
        string cold = Verdict.TextOf(faulty.Appraise());
        TdxTee tee = Warm();

        Assert.Equal(cold, Verdict.TextOf(Appraise(tee, faulty)));
        Assert.Equal(cold, Verdict.TextOf(Appraise(tee, faulty)));
        Verdict.Passes(Appraise(tee, Honest));
    }

    [Fact]
    public void A_chain_that_passed_under_one_policy_fails_under_one_that_does_not_name_its_root() =>
        Verdict.Refuses(
            Warm().Appraise(Honest.Evidence, Honest.Endorsements, Honest.Policy(policy => policy with { RootsUnsafe = [] }), Simulated.Now), TdxRules.PckRoot);

    [Fact]
    public void What_passed_once_expires_all_the_same() =>
        Verdict.Refuses(Warm().Appraise(Honest.Evidence, Honest.Endorsements, Honest.Policy(null), Simulated.Now.AddYears(7)), TdxRules.PckValidity);

    [Theory]
    [InlineData("intel/tdx/tcb-info/ff5100000000", "intel/tdx/qe-identity", "TDX-QID-02")]
    [InlineData("intel/tdx/qe-identity", "intel/tdx/tcb-info/ff5100000000", "TDX-TCI-02")]
    public void A_document_that_passed_is_refused_under_the_name_of_another(string name, string other, string id)
    {
        Assert.True(Honest.Endorsements.TryGet(name, ".json", out Endorsement? document));
        Endorsements mixed = new([new(other, ".json", document.Bytes), .. Honest.Endorsements.All]);

        Verdict.Refuses(
            Warm().Appraise(Honest.Evidence, mixed, Honest.Policy(null), Simulated.Now), TdxRules.All.Single(rule => rule.Id == id), "is absent");
    }

    private static SimulatedTdxMachine Faulty(string name)
    {
        Assert.True(TdxFault.TryGet(name, out Fault? fault));
        SimulatedTdxOptions options = fault.In(Honest.Options);
        return ReferenceEquals(options.Pki, Honest.Options.Pki) && ReferenceEquals(options.Platform, Honest.Options.Platform)
            ? SimulatedTdxMachine.Create(options, Honest.Pki)
            : SimulatedTdxMachine.Create(options);
    }

    private static TdxTee Warm()
    {
        TdxTee tee = new(new VerifiedCache(KeptSteps));
        Verdict.Passes(Appraise(tee, Honest));
        return tee;
    }

    private static AttestationResult Appraise(TdxTee tee, SimulatedTdxMachine machine) =>
        tee.Appraise(machine.Evidence, machine.Endorsements, machine.Policy(null), machine.Options.Now);
}
