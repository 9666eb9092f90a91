// SPDX-License-Identifier: Apache-2.0

using Attestation.Appraisal;
using Attestation.SevSnp.Simulator;
using Attestation.SevSnp.Simulator.Faults;
using Attestation.TestKit;

namespace Attestation.SevSnp.Tests.Verify;

/// <summary>A verifier that keeps what it verified says what one that keeps nothing says.</summary>
public sealed class WarmVerifierTests
{
    private const int KeptSteps = 64;

    private static readonly SimulatedSnpMachine Honest = Machines.Create();

    public static TheoryData<string> Faults => [.. SnpFault.All.Select(each => each.Name)];

    [Theory, MemberData(nameof(Faults))]
    public void Warm_equals_cold_for_a_fault_after_the_honest_machine(string fault)
    {
        SimulatedSnpMachine faulty = Machines.Faulty(fault);
        string cold = ResultVerdict.TextOf(faulty.Appraise());
        SevSnpTee tee = Warm();

        Assert.Equal(cold, ResultVerdict.TextOf(Appraise(tee, faulty)));
        Assert.Equal(cold, ResultVerdict.TextOf(Appraise(tee, faulty)));
        ResultVerdict.Passes(Appraise(tee, Honest));
    }

    [Fact]
    public void A_chain_that_passed_under_one_policy_fails_under_one_that_does_not_name_its_root() =>
        ResultVerdict.Refuses(
            Warm().Appraise(Honest.Evidence, Honest.Endorsements, Honest.Policy(policy => policy with { RootsUnsafe = [] }), Machines.Now),
            SevSnpRules.ArkRoot);

    [Fact]
    public void What_passed_once_expires_all_the_same() =>
        ResultVerdict.Refuses(
            Warm().Appraise(Honest.Evidence, Honest.Endorsements, Honest.Policy(null), Machines.Now.AddYears(8)), SevSnpRules.VekValidity);

    [Fact]
    public void What_passed_once_is_revoked_all_the_same()
    {
        SevSnpTee tee = Warm();
        SimulatedSnpMachine revoked = Machines.Faulty("issuer-revoked");
        Assert.True(revoked.Endorsements.TryGet("amd/genoa/crl/vcek", ".crl", out Endorsement? crl));
        // The honest chain under the new list of the same root.
        Endorsements mixed = new([crl, .. Honest.Endorsements.All]);

        ResultVerdict.Refuses(tee.Appraise(Honest.Evidence, mixed, Honest.Policy(null), Machines.Now), SevSnpRules.ArkRevocation);
    }

    private static SevSnpTee Warm()
    {
        SevSnpTee tee = new(new VerifiedCache(KeptSteps));
        ResultVerdict.Passes(Appraise(tee, Honest));
        return tee;
    }

    private static AttestationResult Appraise(SevSnpTee tee, SimulatedSnpMachine machine) =>
        tee.Appraise(machine.Evidence, machine.Endorsements, machine.Policy(null), Machines.Now);
}
