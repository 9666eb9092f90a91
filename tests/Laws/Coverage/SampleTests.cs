// SPDX-License-Identifier: Apache-2.0

using Attestation.Appraisal;
using Attestation.TestKit;

namespace Attestation.Laws.Coverage;

/// <summary>Marked tests that the laws read from this assembly: two that run, one that never does, and a method that is no test.</summary>
public sealed class SampleTests
{
    private static readonly Rule First = new("SMP-01", RuleKind.Policy, "it holds", "none");
    private static readonly Rule Second = new("SMP-02", RuleKind.Policy, "it holds", "none");

    [Fact]
    [Rule("SMP-01", Outcome.Pass)]
    public void A_marked_fact_counts() => new AppraisalRun().Add(Check.Pass(First));

    [Theory]
    [InlineData("a")]
    [Rule("SMP-02", Outcome.Fail)]
    public void A_marked_theory_counts(string because) => new AppraisalRun().Add(Check.Fail(Second, because));

    [Rule("SMP-04", Outcome.Pass)]
    internal static void Something_that_is_no_test_does_not_count()
    {
    }

    /// <summary>Nothing derives from it, so that nothing reports its tests as skipped.</summary>
    public abstract class Skipped
    {
        [Fact(Skip = "for the laws to see")]
        [Rule("SMP-03", Outcome.Pass)]
        public void A_test_that_is_skipped_does_not_count() => new AppraisalRun().Add(Check.Pass(First));
    }
}
