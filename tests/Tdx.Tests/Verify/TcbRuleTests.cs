// SPDX-License-Identifier: Apache-2.0

using Attestation.Tdx.Endorse;
using Attestation.Tdx.Simulator;
using Attestation.Tdx.Simulator.Faults;
using Attestation.TestKit;

namespace Attestation.Tdx.Tests.Verify;

/// <summary>The TCB is not supported, revoked, not accepted, or below a floor of the policy.</summary>
public sealed class TcbRuleTests
{
    private static readonly DateTimeOffset LevelDate = new(2024, 11, 13, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    [Rule("TDX-TCB-01", Outcome.Fail)]
    public void A_platform_below_every_level_is_refused() =>
        Verdict.Refuses("tcb-no-level", TdxRules.TcbSupported, "got NotSupported", "no level covers the TCB at launch: platform no level");

    [Fact]
    [Rule("TDX-TCB-01", Outcome.Fail)]
    public void A_module_loaded_now_that_tcb_info_does_not_know_is_refused() =>
        Verdict.Refuses("tcb-current-module-unknown", TdxRules.TcbSupported, "no level covers the current TCB", "module no level");

    [Theory]
    [InlineData("tcb-revoked", "platform Revoked")]
    [InlineData("module-revoked", "module Revoked")]
    [InlineData("qe-revoked", "quoting enclave Revoked")]
    [Rule("TDX-TCB-02", Outcome.Fail)]
    public void A_revoked_part_is_refused(string fault, string part) =>
        Verdict.Refuses(fault, TdxRules.TcbNotRevoked, "got Revoked", part);

    [Fact]
    public void A_revoked_module_that_is_loaded_now_is_said_aloud_where_the_one_at_launch_is_not()
    {
        AttestationResult result = Simulated.Machine(machine =>
            (machine with { Module = machine.Module with { TeeTcbSvn2 = TdxModuleOptions.Svn(4, 1, 3) } })
                .WithReportOf15()
                .WithModuleLevels(levels => levels.SetItem(1, levels[1] with { Status = "Revoked" })))
            .Appraise();

        Verdict.Passes(result);
        Assert.Contains("the current TCB is revoked: ", result.Of(TdxRules.TcbNotRevoked).Got, StringComparison.Ordinal);
    }

    [Fact]
    public void A_revoked_part_is_named_also_where_no_level_covers_another()
    {
        Assert.True(TdxFault.TryGet("tcb-no-level", out var uncover));
        Assert.True(TdxFault.TryGet("qe-revoked", out var revoke));
        AttestationResult result = Simulated.Machine(machine => revoke.In(uncover.In(machine))).Appraise();

        Verdict.Refuses(result, TdxRules.TcbSupported, "got NotSupported");
        Verdict.Refuses(result, TdxRules.TcbNotRevoked, "quoting enclave Revoked");
    }

    [Fact]
    [Rule("TDX-TCB-03", Outcome.Fail)]
    public void A_status_that_is_not_accepted_is_refused_with_its_advisories() =>
        Verdict.Refuses(
            "tcb-out-of-date", TdxRules.TcbAccepted, "got OutOfDate (INTEL-SA-00615)", "want UpToDate", "neither accepted nor tolerated", "platform OutOfDate (2024-11-13)");

    [Theory]
    [InlineData("tcb-relaunch-advised", "TDRelaunchAdvised")]
    [InlineData("tcb-relaunch-advised-configuration", "TDRelaunchAdvisedConfigurationNeeded")]
    [InlineData("tcb-configuration-needed", "ConfigurationNeeded")]
    [InlineData("tcb-sw-hardening-needed", "SWHardeningNeeded")]
    [InlineData("tcb-configuration-and-sw-hardening-needed", "ConfigurationAndSWHardeningNeeded")]
    [InlineData("tcb-out-of-date-configuration-needed", "OutOfDateConfigurationNeeded")]
    [InlineData("module-out-of-date", "OutOfDate")]
    [InlineData("qe-out-of-date", "OutOfDate")]
    public void Each_status_passes_where_it_is_accepted_and_fails_where_another_is(string fault, string status)
    {
        TcbStatus accepted = Enum.Parse<TcbStatus>(status);
        SimulatedTdxMachine machine = Simulated.Faulty(fault);

        AttestationResult result = machine.AppraiseUnder(tdx => tdx with { Accept = [TcbStatus.UpToDate, accepted] });

        Verdict.Passes(result);
        Assert.Equal(status, result.Of(TdxRules.TcbAccepted).Got);
        Assert.True(result.TryGetClaims(out Claims? claims) && claims.TryGet("tcbStatus", out ClaimValue? claimed) && claimed == status);
        Verdict.Refuses(machine.Appraise(), TdxRules.TcbAccepted, status);
    }

    [Fact]
    public void Up_to_date_fails_where_only_another_status_is_accepted() =>
        Verdict.Refuses(
            Simulated.Machine().AppraiseUnder(tdx => tdx with { Accept = [TcbStatus.SWHardeningNeeded] }), TdxRules.TcbAccepted, "got UpToDate", "want SWHardeningNeeded");

    [Fact]
    [Rule("TDX-TCB-04", Outcome.Fail)]
    public void Collateral_of_an_older_evaluation_is_refused() =>
        Verdict.Refuses(
            Simulated.Machine().AppraiseUnder(tdx => tdx with { MinimumEvaluationDataNumber = 19 }), TdxRules.TcbEvaluationNumber, "got 18", "want at least 19");

    [Fact]
    public void The_lower_of_both_evaluation_numbers_counts()
    {
        SimulatedTdxMachine machine = Simulated.Machine(each => each.WithQeIdentity(identity => identity with { EvaluationDataNumber = 17 }));

        Verdict.Refuses(machine.AppraiseUnder(tdx => tdx with { MinimumEvaluationDataNumber = 18 }), TdxRules.TcbEvaluationNumber, "got 17");
        Verdict.Passes(machine.AppraiseUnder(tdx => tdx with { MinimumEvaluationDataNumber = 17 }));
    }

    [Fact]
    [Rule("TDX-TCB-05", Outcome.Fail)]
    public void A_tcb_date_before_the_floor_is_refused()
    {
        Verdict.Passes(Simulated.Machine().AppraiseUnder(tdx => tdx with { MinimumDate = LevelDate }));
        Verdict.Refuses(
            Simulated.Machine().AppraiseUnder(tdx => tdx with { MinimumDate = LevelDate.AddSeconds(1) }),
            TdxRules.TcbDate,
            "got 2024-11-13T00:00:00Z",
            "want not before 2024-11-13T00:00:01Z");
    }

    [Fact]
    public void The_oldest_date_of_the_matched_levels_counts()
    {
        SimulatedTdxMachine machine = Simulated.Machine(
            each => each.WithModuleLevels(levels => levels.SetItem(0, levels[0] with { Date = "2024-01-01T00:00:00Z" })));

        Verdict.Refuses(machine.AppraiseUnder(tdx => tdx with { MinimumDate = LevelDate }), TdxRules.TcbDate, "got 2024-01-01T00:00:00Z");
    }

    [Fact]
    [Rule("TDX-TCB-06", Outcome.Fail)]
    public void Svns_are_compared_byte_by_byte()
    {
        Verdict.Passes(Simulated.Machine().AppraiseUnder(tdx => tdx with { MinimumTeeTcbSvn = TdxModuleOptions.Svn(6, 1, 3) }));
        Verdict.Passes(Simulated.Machine().AppraiseUnder(tdx => tdx with { MinimumTeeTcbSvn = new byte[16] }));
        Verdict.Refuses(
            Simulated.Machine().AppraiseUnder(tdx => tdx with { MinimumTeeTcbSvn = TdxModuleOptions.Svn(5, 2, 3) }),
            TdxRules.TcbMinimumSvn,
            "got 06010300",
            "want 05020300",
            "lies below");
        Verdict.Refuses(Simulated.Machine().AppraiseUnder(tdx => tdx with { MinimumTeeTcbSvn = TdxModuleOptions.Svn(7, 0, 0) }), TdxRules.TcbMinimumSvn);
    }

    [Theory]
    [InlineData("tcb-revoked", "TDX-TCB-02", "Revoked is terminal")]
    [InlineData("tcb-no-level", "TDX-TCB-01", "NotSupported is terminal")]
    public void Nothing_accepts_or_tolerates_a_terminal_status(string fault, string id, string because)
    {
        AttestationResult result = Simulated.Faulty(fault).AppraiseUnder(tdx => tdx with
        {
            Accept = [.. Enum.GetValues<TcbStatus>()],
            Tolerate = [new(TcbStatus.Revoked, [], DateTimeOffset.MaxValue), new(TcbStatus.NotSupported, [], DateTimeOffset.MaxValue)],
        });

        Verdict.Refuses(result, TdxRules.All.Single(rule => rule.Id == id));
        Verdict.Leaves(result, TdxRules.TcbAccepted, because);
    }
}
