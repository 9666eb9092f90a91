// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text;
using Attestation.Documents;
using Attestation.Policies;
using Attestation.TestKit;
using Attestation.TransparencyLog;
using Attestation.TransparencyLog.Tests;

namespace Attestation.Catalog.Tests.Bundles;

public sealed class BundleVerifierTests
{
    [Fact]
    [Rule("BDL-01", Outcome.Pass)]
    [Rule("BDL-02", Outcome.Pass)]
    [Rule("LOG-01", Outcome.Pass)]
    [Rule("LOG-02", Outcome.Pass)]
    [Rule("LOG-03", Outcome.Pass)]
    [Rule("LOG-04", Outcome.Pass)]
    [Rule("LOG-05", Outcome.Pass)]
    [Rule("LOG-06", Outcome.Pass)]
    public void A_nodes_bundle_passes_and_says_which_log_and_which_leaves()
    {
        AttestationResult result = new Node().Bundle().Appraise(node: Programs());

        Assert.Empty(result.Failed());
        Assert.Equal(Outcome.Pass, result.Outcome);
        LogSummary log = Assert.Single(result.Logs);
        Assert.Equal((Node.Origin.ToString(), 4L, 4, "rtmr3", false), (log.Origin, log.Size, log.Leaves, log.Anchor, log.IsRollbackChecked));
        Assert.Equal(["log-start/v1", "node/v1", "user-data/v1", "heartbeat/v1"], result.Statements.Select(each => each.Predicate));
        Assert.All(result.Statements, each => Assert.Equal("asserted", each.Freshness));
        Assert.True(result.Simulated);
        Assert.True(result.TryGetClaims(out Claims? claims));
        Assert.Equal(["tdx", "log"], claims.Select(claim => claim.Key));
    }

    [Fact]
    public void A_bundle_that_was_written_and_read_again_gives_the_same_verdict()
    {
        byte[] document = ProofBundleWriter.Write(new Node().Bundle());

        Assert.True(new ProofBundleReader(TeeCatalog.Default.Tees).TryRead(document, out ProofBundle? read, out Wire.Malformed? malformed), malformed?.ToString());
        Assert.Null(read.PolicySha256);
        Assert.Equal(Outcome.Warn, read.Appraise().Outcome);
        Assert.Equal(document.Length, ProofBundleWriter.Write(read).Length + ("bundle: ".Length * -read.Endorsements.Length));
    }

    [Fact]
    [Rule("BDL-01", Outcome.Fail)]
    public void What_is_no_bundle_is_refused()
    {
        AttestationResult result = BundleVerifier.Refuse(new("proof bundle", "logs", "want an array"), new() { ExpectedReportData = new ExpectedReportData.AnyUnsafe() }, Node.Now);

        Assert.Equal((Outcome.Fail, RuleKind.Authenticity), (result.Outcome, result.FailedKind));
    }

    [Fact]
    [Rule("BDL-02", Outcome.Fail)]
    public void A_bundle_without_statements_proves_nothing()
    {
        AttestationResult result = (new Node().Bundle() with { Statements = [] }).Appraise();

        Assert.Equal(["BDL-02"], result.Failed());
        Assert.Equal(RuleKind.Freshness, result.FailedKind);
    }

    [Theory]
    [InlineData("\n4\n", "\n04\n")]
    [InlineData("example.org/", "Example.org/")]
    [InlineData("=\n", "=\nextension\n")]
    [Rule("LOG-01", Outcome.Fail)]
    public void A_checkpoint_of_another_form_fails_although_it_is_signed_and_quoted(string old, string changed) =>
        Assert.Equal(
            "LOG-01",
            Assert.Single(new Node(new() { Text = text => text.Replace(old, changed, StringComparison.Ordinal) }).Bundle().Appraise().Failed()));

    [Fact]
    [Rule("LOG-02", Outcome.Fail)]
    public void A_key_that_the_origin_does_not_name_fails()
    {
        using SodiumSigner other = new(new byte[32]);
        ProofBundle bundle = new Node().Bundle();

        Assert.Equal(["LOG-02"], With(bundle, bundle.Logs[0] with { LogKey = other.PublicKey }).Appraise().Failed());
    }

    [Fact]
    [Rule("LOG-02", Outcome.Fail)]
    public void A_note_without_a_signature_of_the_origins_name_fails()
    {
        ProofBundle bundle = new Node().Bundle();

        Assert.Equal(["LOG-02"], WithNote(bundle, note => note.Replace("\u2014 example.org/", "\u2014 example.com/", StringComparison.Ordinal)).Appraise().Failed());
    }

    [Fact]
    [Rule("LOG-03", Outcome.Fail)]
    public void A_signature_over_another_text_or_two_of_them_fail()
    {
        ProofBundle bundle = new Node().Bundle();
        string line = Encoding.UTF8.GetString(bundle.Logs[0].Checkpoint.Span).Split("\n\n")[1];

        Assert.Equal(["LOG-03"], WithNote(bundle, note => note.Replace("\n4\n", "\n5\n", StringComparison.Ordinal)).Appraise().Failed());
        Assert.Equal(["LOG-03"], WithNote(bundle, note => note + line).Appraise().Failed());
    }

    [Fact]
    [Rule("LOG-04", Outcome.Fail)]
    public void A_statement_that_is_not_the_leaf_fails()
    {
        ProofBundle bundle = new Node().Bundle();
        BundledStatement other = bundle.Statements[2] with { Bytes = Node.UserData(9) };

        Assert.Equal(["LOG-04"], (bundle with { Statements = [.. bundle.Statements, other] }).Appraise().Failed());
    }

    [Fact]
    [Rule("LOG-04", Outcome.Fail)]
    public void A_proof_of_another_leaf_another_checkpoint_or_none_fails()
    {
        ProofBundle bundle = new Node().Bundle();
        ProofBundle other = Node.Of(Node.Start(), Node.NodeStatement()).Bundle();
        BundledStatement statement = bundle.Statements[1];

        Assert.All(
            [bundle.Statements[2].Proof, other.Statements[1].Proof, "nothing"u8.ToArray()],
            proof => Assert.Equal(["LOG-04"], (bundle with { Statements = [statement with { Proof = proof }] }).Appraise().Failed()));
    }

    [Fact]
    [Rule("LOG-05", Outcome.Fail)]
    public void A_quote_over_something_else_fails()
    {
        byte[] nearly = ReportData.OfCheckpoint(Encoding.ASCII.GetBytes(new Node().Head.Text));
        nearly[63] = 1;

        Assert.Equal(["LOG-05", "TDX-RPD-01"], new Node(new() { ReportData = new byte[64] }).Bundle().Appraise().Failed());
        Assert.Equal(["LOG-05", "TDX-RPD-01"], new Node(new() { ReportData = nearly }).Bundle().Appraise().Failed());
    }

    [Fact]
    public void A_policy_for_bare_evidence_does_not_waive_what_a_bundle_computes() =>
        Assert.Equal(Outcome.Fail, new Node(new() { ReportData = new byte[64] }).Bundle().Appraise().Of("LOG-05"));

    [Fact]
    public void Statements_of_two_logs_stand_beside_each_other()
    {
        ProofBundle one = new Node().Bundle();
        ProofBundle both = one with
        {
            Logs = [one.Logs[0], one.Logs[0]],
            Statements = [one.Statements[0], one.Statements[1] with { Log = 1 }],
        };

        AttestationResult result = both.Appraise(node: Programs());

        Assert.Empty(result.Failed());
        Assert.Equal([(0, 0L), (1, 1L)], result.Statements.Select(each => (each.Log, each.Leaf)));
        Assert.True(result.TryGetClaims(out Claims? claims));
        Assert.Equal(["log0", "log1"], claims.Select(claim => claim.Key));
    }

    [Fact]
    public void A_log_whose_key_fails_takes_no_other_log_with_it_and_fails_the_whole()
    {
        ProofBundle one = new Node().Bundle();
        ProofBundle both = one with { Logs = [one.Logs[0] with { LogKey = new byte[32] }, one.Logs[0]], Statements = [one.Statements[1] with { Log = 1 }] };

        AttestationResult result = both.Appraise();

        Assert.Equal(["LOG-02"], result.Failed());
        Assert.Equal(0, Assert.Single(result.Statements).Log);
        Assert.False(result.TryGetClaims(out _));
    }

    internal static string Programs() => $$"""{"agents":["{{Wire.Hex.Of(Node.Agent)}}"],"callers":["{{Wire.Hex.Of(Node.Caller)}}"]}""";

    private static ProofBundle With(ProofBundle bundle, BundledLog log) => bundle with { Logs = [log] };

    private static ProofBundle WithNote(ProofBundle bundle, Func<string, string> change) =>
        With(bundle, bundle.Logs[0] with { Checkpoint = Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(bundle.Logs[0].Checkpoint.Span))) });
}
