// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Documents;
using Attestation.Policies;
using Attestation.TestKit;
using Attestation.TransparencyLog;
using Attestation.TransparencyLog.Tests;

namespace Attestation.Catalog.Tests.Bundles;

/// <summary>Anchor, known checkpoints, and what a policy may ask of a log.</summary>
public sealed class LogRuleTests
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(2, true)]
    [InlineData(0, false)]
    [Rule("LOG-06", Outcome.Fail)]
    public void A_register_that_the_anchor_log_does_not_explain_fails(int earlier, bool isForeign)
    {
        BundleScript script = new() { EarlierRuns = earlier, HasForeignExtension = isForeign, LaterRuns = isForeign ? 0 : 1 };

        Assert.Equal(["LOG-06"], new Node(script).Bundle().Appraise().Failed());
    }

    [Fact]
    [Rule("LOG-06", Outcome.Fail)]
    public void An_anchor_log_that_was_changed_fails()
    {
        ProofBundle bundle = new Node(new() { EarlierRuns = 1 }).Bundle();
        ReadOnlyMemory<byte> log = bundle.Logs[0].Evidences[0].Parts[^1].Bytes;
        byte[] flipped = log.ToArray();
        flipped[10] ^= 1;

        Assert.All(
            [flipped, log[..^1].ToArray(), [], AnchorLog.Empty.With(new byte[48], "{}"u8).Raw.ToArray()],
            changed => Assert.Equal(["LOG-06"], WithAnchor(bundle, changed).Appraise().Failed()));
    }

    [Fact]
    [Rule("LOG-06", Outcome.NotEvaluated)]
    public void A_log_without_an_anchor_says_so()
    {
        AttestationResult result = new Node(new() { IsAnchored = false }).Bundle().Appraise();

        Assert.Equal((Outcome.Warn, "none"), (result.Outcome, Assert.Single(result.Logs).Anchor));
    }

    [Fact]
    [Rule("LOG-07", Outcome.Pass)]
    public void A_known_checkpoint_of_the_same_size_or_proven_consistent_passes()
    {
        Node node = new();
        ProofBundle bundle = node.Bundle();

        Assert.Equal(Outcome.Pass, Known(bundle, node.Head).Of("LOG-07"));
        AttestationResult result = Known(bundle with { Logs = [bundle.Logs[0] with { Consistency = [Proof(bundle, 2)] }] }, Older(bundle, 2));
        Assert.Equal(Outcome.Pass, result.Of("LOG-07"));
        Assert.True(Assert.Single(result.Logs).IsRollbackChecked);
        Assert.Equal(["bounded", "bounded", "asserted", "asserted"], result.Statements.Select(each => each.Freshness));
        Assert.Equal(["before the known checkpoint of size 2"], result.Statements[0].Bounds);
    }

    [Fact]
    [Rule("LOG-07", Outcome.Fail)]
    public void A_known_checkpoint_that_is_larger_another_or_unproven_fails()
    {
        Node node = new();
        ProofBundle bundle = node.Bundle();
        BundledConsistency proof = Proof(bundle, 2);
        BundledConsistency wrong = proof with { Hashes = [new byte[32]] };

        Assert.Equal(["LOG-07"], Known(bundle, node.Head with { Size = 5 }).Failed());
        Assert.Equal(["LOG-07"], Known(bundle, node.Head with { Root = MerkleTree.EmptyRoot }).Failed());
        Assert.Equal(["LOG-07"], Known(bundle, Older(bundle, 2)).Failed());
        Assert.Equal(["LOG-07"], Known(bundle with { Logs = [bundle.Logs[0] with { Consistency = [wrong] }] }, Older(bundle, 2)).Failed());
        Assert.Equal(["LOG-07"], Known(bundle with { Logs = [bundle.Logs[0] with { Consistency = [proof] }] }, Older(bundle, 2) with { Root = MerkleTree.EmptyRoot }).Failed());
    }

    [Fact]
    [Rule("LOG-07", Outcome.NotEvaluated)]
    public void A_known_checkpoint_of_another_log_says_nothing()
    {
        Node node = new();

        Assert.Equal(Outcome.NotEvaluated, Known(node.Bundle(), new Checkpoint(Origin.Of("other.example", Node.Origin.RunId), 9, MerkleTree.EmptyRoot)).Of("LOG-07"));
    }

    [Fact]
    [Rule("LOG-07", Outcome.Fail)]
    public void The_policys_minimum_is_a_known_checkpoint() =>
        Assert.Equal(
            ["LOG-07"],
            new Node().Bundle().Appraise($$$"""{"minimum":{"origin":"{{{Node.Origin}}}","size":"5","root":"{{{MerkleTree.EmptyRoot.Base64}}}"}}""").Failed());

    [Fact]
    [Rule("LOG-08", Outcome.Pass)]
    public void A_young_heartbeat_or_an_answered_nonce_is_young_enough()
    {
        Assert.Empty(new Node().Bundle().Appraise("""{"maxHeartbeatAge":"PT10M"}""").Failed());
        Assert.Empty(Node.Of(Node.Start(), Node.NodeStatement()).Bundle().Appraise("""{"maxHeartbeatAge":"PT0S"}""", question: Verdicts.Asking()).Failed());
    }

    [Fact]
    [Rule("LOG-08", Outcome.Fail)]
    public void An_old_heartbeat_or_none_is_not_fresh()
    {
        AttestationResult result = new Node().Bundle().Appraise("""{"maxHeartbeatAge":"PT9M59S"}""");

        Assert.Equal(["LOG-08"], result.Failed());
        Assert.Equal(RuleKind.Freshness, result.FailedKind);
        Assert.Equal(["LOG-08"], Node.Of(Node.Start(), Node.NodeStatement()).Bundle().Appraise("""{"maxHeartbeatAge":"P1D"}""").Failed());
    }

    [Fact]
    [Rule("LOG-08", Outcome.Fail)]
    public void A_heartbeat_from_the_future_never_counts()
    {
        Assert.Equal(["LOG-08"], Node.Of(Node.Start(), Node.Heartbeat(Node.Now.AddYears(70))).Bundle().Appraise("""{"maxHeartbeatAge":"PT10M"}""").Failed());
        Assert.Empty(
            Node.Of(Node.Start(), Node.NodeStatement(), Node.Heartbeat(Node.Now.AddYears(70))).Bundle()
                .Appraise("""{"maxHeartbeatAge":"PT0S"}""", question: Verdicts.Asking()).Failed());
    }

    [Theory]
    [InlineData("""{"origins":["example.org/attestation-agent/"]}""")]
    [InlineData("""{"origins":["other.example/attestation-agent/","example.org/attestation-agent/56475aa75463474c0285df5dbf2bcab73da651358839e9b77481b2eab107708c"]}""")]
    [InlineData("""{"agents":["a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1"]}""")]
    [Rule("LOG-09", Outcome.Pass)]
    public void An_origin_and_an_agent_that_the_policy_names_pass(string log) => Assert.Empty(new Node().Bundle().Appraise(log).Failed());

    [Theory]
    [InlineData("""{"origins":["other.example/attestation-agent/"]}""")]
    [InlineData("""{"origins":["example.org/attestation-agent/56475aa7"]}""")]
    [InlineData("""{"agents":["a2a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1"]}""")]
    [Rule("LOG-09", Outcome.Fail)]
    public void Another_origin_or_agent_fails_the_policy(string log)
    {
        AttestationResult result = new Node().Bundle().Appraise(log);

        Assert.Equal(["LOG-09"], result.Failed());
        Assert.Equal(RuleKind.Policy, result.FailedKind);
    }

    [Fact]
    [Rule("LOG-09", Outcome.Fail)]
    public void A_policy_that_names_agents_needs_leaf_0()
    {
        ProofBundle bundle = new Node().Bundle();

        Assert.Equal(
            ["LOG-09"], (bundle with { Statements = bundle.Statements.RemoveAt(0) }).Appraise($$"""{"agents":["{{Wire.Hex.Of(Node.Agent)}}"]}""").Failed());
    }

    [Fact]
    [Rule("LOG-10", Outcome.Pass)]
    [Rule("LOG-11", Outcome.Pass)]
    [Rule("LOG-12", Outcome.Pass)]
    public void An_anchored_first_run_passes_what_the_policy_asks() =>
        Assert.Empty(new Node().Bundle().Appraise("""{"requireAnchor":true,"requireFirstRun":true,"maxRunsPerBoot":1}""").Failed());

    [Fact]
    [Rule("LOG-10", Outcome.Fail)]
    [Rule("LOG-11", Outcome.Fail)]
    [Rule("LOG-12", Outcome.Fail)]
    public void A_log_without_anchor_fails_what_the_policy_asks() =>
        Assert.Equal(
            ["LOG-10", "LOG-11", "LOG-12"],
            new Node(new() { IsAnchored = false }).Bundle().Appraise("""{"requireAnchor":true,"requireFirstRun":true,"maxRunsPerBoot":9}""").Failed());

    [Fact]
    [Rule("LOG-11", Outcome.Fail)]
    [Rule("LOG-12", Outcome.Fail)]
    public void A_later_run_is_neither_the_first_nor_one_of_few()
    {
        ProofBundle bundle = new Node(new() { EarlierRuns = 2 }).Bundle();

        Assert.Equal(["LOG-11", "LOG-12"], bundle.Appraise("""{"requireAnchor":true,"requireFirstRun":true,"maxRunsPerBoot":2}""").Failed());
        Assert.Empty(bundle.Appraise("""{"requireAnchor":true,"maxRunsPerBoot":3}""").Failed());
    }

    private static AttestationResult Known(ProofBundle bundle, Checkpoint head) => bundle.Appraise(question: new()
    {
        Known = [new KnownCheckpoint(head.Origin.ToString(), head.Size, head.Root.Bytes.ToArray())],
    });

    private static TreeHash[] Leaves(ProofBundle bundle) => [.. bundle.Statements.Select(each => MerkleTree.LeafHash(each.Bytes.Span))];

    private static Checkpoint Older(ProofBundle bundle, int size) => new(Node.Origin, size, MerkleTree.Root(Leaves(bundle).AsSpan(0, size)));

    // The right half of four leaves is all that a tree of two grew by.
    private static BundledConsistency Proof(ProofBundle bundle, int size)
    {
        using SodiumSigner signer = SodiumSigner.Known();
        Checkpoint older = Older(bundle, size);
        return new(signer.Note(older.Size, older.Root), [MerkleTree.NodeHash(Leaves(bundle)[2], Leaves(bundle)[3]).Bytes.ToArray()]);
    }

    private static ProofBundle WithAnchor(ProofBundle bundle, byte[] log)
    {
        Evidence evidence = bundle.Logs[0].Evidences[0];
        ImmutableArray<EvidencePart> parts = evidence.Parts.SetItem(evidence.Parts.Length - 1, new("anchor-log", log));
        return bundle with { Logs = [bundle.Logs[0] with { Evidences = [evidence with { Parts = parts }] }] };
    }
}
