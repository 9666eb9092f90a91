// SPDX-License-Identifier: Apache-2.0

using Attestation.Policies;
using Attestation.Tdx.Simulator;
using Attestation.Tdx.Wire;
using Attestation.TestKit;

namespace Attestation.Tdx.Tests.Verify;

/// <summary>An honest machine under the policy that leaves no rule out, and under those that do.</summary>
public sealed class HonestMachineTests
{
    private static readonly byte[] ServiceTd = [.. Enumerable.Repeat((byte)0x5d, 48)];

    [Fact]
    [Rule("TDX-FMT-01", Outcome.Pass), Rule("TDX-FMT-02", Outcome.Pass), Rule("TDX-FMT-03", Outcome.Pass), Rule("TDX-FMT-04", Outcome.Pass)]
    [Rule("TDX-FMT-05", Outcome.Pass), Rule("TDX-FMT-06", Outcome.Pass), Rule("TDX-FMT-07", Outcome.Pass), Rule("TDX-FMT-08", Outcome.Pass)]
    [Rule("TDX-FMT-09", Outcome.Pass)]
    [Rule("TDX-PCK-01", Outcome.Pass), Rule("TDX-PCK-02", Outcome.Pass), Rule("TDX-PCK-03", Outcome.Pass), Rule("TDX-PCK-04", Outcome.Pass)]
    [Rule("TDX-PCK-05", Outcome.Pass), Rule("TDX-PCK-06", Outcome.Pass), Rule("TDX-PCK-07", Outcome.Pass)]
    [Rule("TDX-CRL-01", Outcome.Pass), Rule("TDX-CRL-02", Outcome.Pass), Rule("TDX-CRL-03", Outcome.Pass), Rule("TDX-CRL-04", Outcome.Pass)]
    [Rule("TDX-CRL-05", Outcome.Pass), Rule("TDX-CRL-06", Outcome.Pass)]
    [Rule("TDX-TCI-01", Outcome.Pass), Rule("TDX-TCI-02", Outcome.Pass), Rule("TDX-TCI-03", Outcome.Pass), Rule("TDX-TCI-04", Outcome.Pass)]
    [Rule("TDX-TCI-05", Outcome.Pass), Rule("TDX-TCI-06", Outcome.Pass), Rule("TDX-TCI-07", Outcome.Pass), Rule("TDX-TCI-08", Outcome.Pass)]
    [Rule("TDX-QID-01", Outcome.Pass), Rule("TDX-QID-02", Outcome.Pass), Rule("TDX-QID-03", Outcome.Pass), Rule("TDX-QID-04", Outcome.Pass)]
    [Rule("TDX-QID-05", Outcome.Pass), Rule("TDX-QID-06", Outcome.Pass), Rule("TDX-QID-07", Outcome.Pass)]
    [Rule("TDX-QE-01", Outcome.Pass), Rule("TDX-QE-02", Outcome.Pass), Rule("TDX-QE-03", Outcome.Pass), Rule("TDX-QE-04", Outcome.Pass)]
    [Rule("TDX-QE-05", Outcome.Pass), Rule("TDX-QE-06", Outcome.Pass)]
    [Rule("TDX-SIG-01", Outcome.Pass), Rule("TDX-SIG-02", Outcome.Pass)]
    [Rule("TDX-MOD-01", Outcome.Pass), Rule("TDX-MOD-02", Outcome.Pass), Rule("TDX-MOD-03", Outcome.Pass)]
    [Rule("TDX-TCB-01", Outcome.Pass), Rule("TDX-TCB-02", Outcome.Pass), Rule("TDX-TCB-03", Outcome.Pass), Rule("TDX-TCB-04", Outcome.Pass)]
    [Rule("TDX-TCB-05", Outcome.Pass), Rule("TDX-TCB-06", Outcome.Pass)]
    [Rule("TDX-ATT-01", Outcome.Pass), Rule("TDX-ATT-02", Outcome.Pass), Rule("TDX-ATT-03", Outcome.Pass), Rule("TDX-ATT-04", Outcome.Pass)]
    [Rule("TDX-ATT-05", Outcome.Pass), Rule("TDX-ATT-06", Outcome.Pass), Rule("TDX-ATT-07", Outcome.Pass), Rule("TDX-ATT-08", Outcome.Pass)]
    [Rule("TDX-XFM-01", Outcome.Pass), Rule("TDX-XFM-02", Outcome.Pass), Rule("TDX-XFM-03", Outcome.Pass)]
    [Rule("TDX-SVC-01", Outcome.Pass)]
    [Rule("TDX-REF-01", Outcome.Pass)]
    [Rule("TDX-RPD-01", Outcome.Pass)]
    [Rule("TDX-PLT-01", Outcome.Pass)]
    [Rule("TDX-EVL-01", Outcome.Pass)]
    public void An_honest_machine_under_a_policy_that_asks_everything_passes_every_rule()
    {
        AttestationResult result = EveryForm().Appraise(AskingEverything);

        Verdict.Passes(result);
        Assert.Equal(TdxRules.All, result.Checks.Select(check => check.Rule).OrderBy(rule => TdxRules.All.IndexOf(rule)));
        Assert.All(result.Checks, check => Assert.Equal(Outcome.Pass, check.Outcome));
    }

    [Fact]
    public void A_pass_says_what_it_used_and_that_it_is_simulated()
    {
        SimulatedTdxMachine machine = EveryForm();
        AttestationResult result = machine.Appraise(AskingEverything);

        Assert.True(result.Simulated);
        Assert.Equal(
            machine.Endorsements.All.Select(each => each.Name + each.Suffix).Order(),
            result.Endorsements.Select(each => each.Name + each.Suffix).Order());
        Assert.StartsWith("rootsUnsafe (", Assert.Single(result.Unsafe), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_policy_does_not_ask_is_not_evaluated()
    {
        AttestationResult result = Simulated.Machine().Appraise();

        Verdict.Passes(result);
        Assert.Equal(
            [TdxRules.TcbEvaluationNumber, TdxRules.TcbDate, TdxRules.TcbMinimumSvn, TdxRules.XfmPolicy, TdxRules.Platform],
            result.Checks.Where(check => check.Outcome == Outcome.NotEvaluated).Select(check => check.Rule).OrderBy(rule => TdxRules.All.IndexOf(rule)));
        Verdict.Leaves(result, TdxRules.TcbDate, "the policy sets no such limit");
    }

    [Fact]
    public void What_needs_a_rule_that_failed_is_not_evaluated_and_says_which()
    {
        AttestationResult result = Simulated.Faulty("quote-version").Appraise();

        Assert.Equal(TdxRules.All.Length, result.Checks.Length);
        Assert.All(
            result.Checks.Where(check => check.Rule != TdxRules.FmtVersion),
            check => Assert.Equal((Outcome.NotEvaluated, "needs TDX-FMT-02"), (check.Outcome, check.Because)));
    }

    [Fact]
    public void Evidence_without_a_quote_is_refused()
    {
        SimulatedTdxMachine machine = Simulated.Machine();

        AttestationResult result = new TdxTee(Appraisal.VerifiedCache.None).Appraise(
            new("tdx", []), machine.Endorsements, machine.Policy(null), Simulated.Now);

        Verdict.Refuses(result, TdxRules.FmtStructure, "no quote");
    }

    private static SimulatedTdxMachine EveryForm() => Simulated.Machine(machine => machine with
    {
        Quote = QuoteOptions.Version5(TdBodyType.Td15Ex),
        Td = new() { MrServiceTd = ServiceTd },
    });

    private static AppraisalPolicy AskingEverything(AppraisalPolicy policy) => (policy with { Tees = [["tdx"]] }).WithTdx(tdx => tdx with
    {
        MinimumEvaluationDataNumber = 18,
        MinimumDate = new DateTimeOffset(2024, 11, 13, 0, 0, 0, TimeSpan.Zero),
        MinimumTeeTcbSvn = TdxModuleOptions.Svn(6, 1, 3),
        XfamMustBeClear = 1 << 8,
        ServiceTd = [new byte[48], ServiceTd],
        DenyPlatforms = [new byte[16]],
    });
}
