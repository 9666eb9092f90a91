// SPDX-License-Identifier: Apache-2.0

using Attestation.Policies;
using Attestation.Tdx.Simulator;
using Attestation.TestKit;

namespace Attestation.Tdx.Tests.Verify;

/// <summary>What the TD is made of, and for what the quote was made.</summary>
public sealed class MeasurementRuleTests
{
    private static readonly ReadOnlyMemory<byte> MrTd = new TdOptions().MrTd;
    private static readonly ReadOnlyMemory<byte> Other = new byte[48].Select(_ => (byte)0xee).ToArray();

    [Fact]
    [Rule("TDX-REF-01", Outcome.Fail)]
    public void A_td_whose_mrtd_is_not_expected_is_refused() =>
        Verdict.Refuses("policy-mrtd", TdxRules.ReferenceValues, "got MR_TD 0cb7eb53", "want mrTd 864e38ab", "is not among 1 reference value");

    [Fact]
    [Rule("TDX-REF-01", Outcome.Fail)]
    public void A_policy_without_reference_values_passes_nothing() =>
        Verdict.Refuses(
            Simulated.Machine().AppraiseUnder(tdx => tdx with { ReferenceValues = [] }), TdxRules.ReferenceValues, "no reference values");

    [Fact]
    [Rule("TDX-REF-01", Outcome.Fail)]
    public void A_policy_without_a_section_tdx_passes_nothing() =>
        Verdict.Refuses(
            Simulated.Machine().Appraise(policy => policy with { Sections = policy.Sections.Clear() }), TdxRules.ReferenceValues, "no reference values");

    [Fact]
    [Rule("TDX-RPD-01", Outcome.Fail)]
    public void A_quote_made_for_something_else_is_refused() =>
        Verdict.Refuses("policy-report-data", TdxRules.ReportData, "got 00010203", "want 00000000", "made for something else");

    [Fact]
    public void Reference_values_are_alternatives_and_within_one_all_lists_must_match()
    {
        ReferenceValues other = new("other", [("mrTd", [Other])]);
        ReferenceValues half = new("half", [("mrTd", [MrTd, Other]), ("rtmr0", [Other])]);
        ReferenceValues right = new("right", [("mrTd", [Other, MrTd])]);

        Verdict.Refuses(Under(other, half), TdxRules.ReferenceValues, "other: mrTd", "half: rtmr0", "is not among 1 reference value");
        AttestationResult passes = Under(other, half, right);
        Verdict.Passes(passes);
        Assert.StartsWith("right: MR_TD ", passes.Of(TdxRules.ReferenceValues).Got, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mrConfigId")]
    [InlineData("mrOwner")]
    [InlineData("mrOwnerConfig")]
    [InlineData("mrSeam")]
    [InlineData("rtmr1")]
    [InlineData("rtmr2")]
    [InlineData("rtmr3")]
    public void Every_register_can_be_asked_for(string register) =>
        Verdict.Refuses(Under(new ReferenceValues("", [(register, [Other])])), TdxRules.ReferenceValues, $"{register} ");

    [Fact]
    public void Any_measurement_passes_where_the_policy_says_so_and_it_is_listed()
    {
        AttestationResult result = Simulated.Machine().AppraiseUnder(tdx => tdx with { ReferenceValues = [], AnyMeasurementUnsafe = true });

        Verdict.Passes(result);
        Verdict.Leaves(result, TdxRules.ReferenceValues, "waived by tdx.anyMeasurementUnsafe");
        Assert.Contains("tdx.anyMeasurementUnsafe", result.Unsafe);
    }

    [Fact]
    public void Any_report_data_passes_where_the_policy_says_so_and_it_is_listed()
    {
        AttestationResult result = Simulated.Machine().Appraise(policy => policy with { ExpectedReportData = new ExpectedReportData.AnyUnsafe() });

        Verdict.Passes(result);
        Verdict.Leaves(result, TdxRules.ReportData, "waived by reportDataUnsafe");
        Assert.Contains("reportDataUnsafe", result.Unsafe);
    }

    [Fact]
    public void A_policy_without_report_data_matches_none() =>
        Verdict.Refuses(
            Simulated.Machine().Appraise(policy => policy with { ExpectedReportData = new ExpectedReportData.Exactly(ReadOnlyMemory<byte>.Empty) }),
            TdxRules.ReportData);

    private static AttestationResult Under(params ReferenceValues[] values) =>
        Simulated.Machine().AppraiseUnder(tdx => tdx with { ReferenceValues = [.. values] });
}
