// SPDX-License-Identifier: Apache-2.0

using Attestation.Documents;

namespace Attestation.Catalog.Tests.Bundles;

/// <summary>The rules on statements, out of a bundle.</summary>
public sealed class StatementsOfBundleTests
{
    [Fact]
    public void A_nonce_that_a_statement_answers_makes_it_fresh_and_bounds_the_later_ones()
    {
        AttestationResult result = new Node().Bundle().Appraise(question: Verdicts.Asking());

        Assert.Empty(result.Failed());
        Assert.Equal(["asserted", "nonce", "bounded", "bounded"], result.Statements.Select(each => each.Freshness));
        Assert.Equal(["after leaf 1, which answers the nonce"], result.Statements[2].Bounds);
    }

    [Fact]
    public void A_nonce_that_no_statement_answers_fails()
    {
        Assert.Equal(["STM-08"], new Node().Bundle().Appraise(question: Verdicts.Asking(new byte[31])).Failed());
        Assert.Equal(["STM-09"], new Node().Bundle().Appraise(question: Verdicts.Asking(audience: "other.example")).Failed());
        Assert.Equal(["STM-08", "STM-09"], Node.Of(Node.Start()).Bundle().Appraise(question: Verdicts.Asking()).Failed());
    }

    [Fact]
    public void A_nonce_inside_another_predicate_than_the_one_asked_for_counts_for_nothing()
    {
        BundleQuestion asking = Verdicts.Asking();
        asking = asking with { Nonce = asking.Nonce! with { Predicate = Statements.PredicateTypes.Heartbeat } };

        Assert.Equal(["STM-08", "STM-09"], new Node().Bundle().Appraise(question: asking).Failed());
    }

    [Fact]
    public void A_policy_that_pins_no_program_is_listed_beside_a_node_statement_and_nowhere_else()
    {
        Assert.Equal(["node.agents (empty)", "node.callers (empty)"], Node.Of(Node.Start(), Node.NodeStatement()).Bundle().Appraise().Unasked);
        Assert.Empty(Node.Of(Node.Start()).Bundle().Appraise().Unasked);
    }

    [Fact]
    public void A_malformed_statement_that_is_truly_a_leaf_fails_by_its_own_rule() =>
        Assert.Equal(["STM-02"], Node.Of(Node.Start(), "{ }"u8.ToArray()).Bundle().Appraise().Failed());

    [Fact]
    public void A_statement_of_a_later_time_verifies_as_a_leaf_and_is_not_interpreted()
    {
        AttestationResult result = Node.Of(Node.Start(), Node.Changed(Node.UserData(7), "user-data/v1", "user-data/v2")).Bundle().Appraise();

        Assert.Empty(result.Failed());
        Assert.Equal("https://attestation-agent.dev/user-data/v2", result.Statements[1].Predicate);
        Assert.Contains(result.Checks, check => check.Rule.Id == "STM-05" && check.Outcome == Outcome.NotEvaluated);
    }

    [Fact]
    public void A_log_start_at_another_leaf_and_a_leaf_0_that_is_none_fail()
    {
        Assert.Contains("STM-11", Node.Of(Node.Start(), Node.Start()).Bundle().Appraise().Failed());
        Assert.Contains("STM-11", Node.Of(Node.UserData(1)).Bundle().Appraise().Failed());
    }

    [Fact]
    public void Two_statements_with_one_salt_fail() =>
        Assert.Equal(["STM-07"], Node.Of(Node.Start(), Node.UserData(5), Node.Changed(Node.UserData(5), "\"pid\":1", "\"pid\":2")).Bundle().Appraise().Failed());

    [Fact]
    public void A_node_statement_whose_key_did_not_sign_fails() =>
        Assert.Equal(
            ["STM-10"],
            Node.Of(Node.Start(), Node.Changed(Node.NodeStatement(), "\"agentNonce\":\"00", "\"agentNonce\":\"01")).Bundle().Appraise().Failed());

    [Fact]
    public void Programs_are_judged_by_the_policy()
    {
        ProofBundle bundle = new Node().Bundle();

        Assert.Equal(Outcome.Warn, bundle.Appraise().Of("STM-12"));
        Assert.Equal(Outcome.Pass, bundle.Appraise(node: BundleVerifierTests.Programs()).Of("STM-12"));
        Assert.Equal(["STM-12"], bundle.Appraise(node: $$"""{"callers":["{{new string('0', 64)}}"]}""").Failed());
    }
}
