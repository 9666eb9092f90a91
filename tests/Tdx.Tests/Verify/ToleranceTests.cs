// SPDX-License-Identifier: Apache-2.0

using Attestation.Tdx.Endorse;
using Attestation.Tdx.Simulator;
using Attestation.TestKit;

namespace Attestation.Tdx.Tests.Verify;

/// <summary>CONTRACTS, section 8, TCB: <c>tolerate</c> warns until a date, and only with every advisory listed.</summary>
public sealed class ToleranceTests
{
    private static readonly TcbTolerance Tolerance = new(TcbStatus.OutOfDate, ["INTEL-SA-00615"], Simulated.Now);

    [Fact]
    [Rule("TDX-TCB-03", Outcome.Warn)]
    public void A_tolerated_status_warns_up_to_its_last_instant_and_says_until_when()
    {
        Check check = Verdict.Warns(Under(Tolerance), TdxRules.TcbAccepted, "got OutOfDate (INTEL-SA-00615)", "want UpToDate", "is tolerated by policy");

        Assert.Equal(Simulated.Now, check.ToleratedUntil);
    }

    [Fact]
    public void A_second_later_it_fails() =>
        Verdict.Refuses(
            Under(Tolerance with { Until = Simulated.Now.AddSeconds(-1) }), TdxRules.TcbAccepted, "OutOfDate was tolerated until 2026-06-15T11:59:59Z");

    [Fact]
    public void An_advisory_that_is_not_listed_fails() =>
        Verdict.Refuses(
            Under(Tolerance with { Advisories = ["INTEL-SA-00001"] }), TdxRules.TcbAccepted, "OutOfDate is tolerated, but not with INTEL-SA-00615");

    [Fact]
    public void Advisories_of_every_part_must_be_listed()
    {
        SimulatedTdxMachine machine = Simulated.Machine(each => each
            .WithPlatformStatus("OutOfDate", "INTEL-SA-00615")
            .WithModuleLevels(levels => levels.SetItem(0, levels[0] with { Advisories = ["INTEL-SA-01036"] })));

        Verdict.Refuses(Under(machine, Tolerance), TdxRules.TcbAccepted, "but not with INTEL-SA-01036");
        Verdict.Warns(Under(machine, Tolerance with { Advisories = ["INTEL-SA-01036", "INTEL-SA-00615", "INTEL-SA-00001"] }), TdxRules.TcbAccepted);
    }

    [Fact]
    public void Another_status_is_not_tolerated() =>
        Verdict.Refuses(Under(Tolerance with { Status = TcbStatus.SWHardeningNeeded }), TdxRules.TcbAccepted, "neither accepted nor tolerated");

    [Fact]
    public void One_tolerance_that_holds_is_enough()
    {
        Check check = Verdict.Warns(
            Under(Tolerance with { Until = Simulated.Now.AddDays(-1) }, Tolerance with { Advisories = [] }, Tolerance with { Until = Simulated.Now.AddDays(1) }),
            TdxRules.TcbAccepted);

        Assert.Equal(Simulated.Now.AddDays(1), check.ToleratedUntil);
    }

    [Fact]
    public void An_accepted_status_passes_whatever_is_tolerated() =>
        Verdict.Passes(Simulated.Faulty("tcb-out-of-date").AppraiseUnder(tdx => tdx with { Accept = [TcbStatus.OutOfDate], Tolerate = [Tolerance] }));

    private static AttestationResult Under(params TcbTolerance[] tolerances) => Under(Simulated.Faulty("tcb-out-of-date"), tolerances);

    private static AttestationResult Under(SimulatedTdxMachine machine, params TcbTolerance[] tolerances) =>
        machine.AppraiseUnder(tdx => tdx with { Tolerate = [.. tolerances] });
}
