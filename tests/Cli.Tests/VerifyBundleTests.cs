// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json.Nodes;
using Attestation.Catalog;
using Attestation.Catalog.Tests.Bundles;
using Attestation.Documents;
using Attestation.Wire;

namespace Attestation.Cli.Tests;

/// <summary><c>attest verify</c> of proof bundles of a simulated node, with libcrypto's Ed25519.</summary>
public sealed class VerifyBundleTests
{
    private static readonly Node Node = new();

    [Fact]
    public void A_nodes_bundle_is_trusted_and_says_what_was_not_checked()
    {
        using CliRun run = Run();

        Assert.Equal(0, Verify(run, Node.Bundle()));
        Assert.StartsWith("! trusted", run.Output.TrimStart(), StringComparison.Ordinal);
        Assert.Contains("Intel TDX · run 56475aa7 · SIMULATED", run.Output, StringComparison.Ordinal);
        Assert.Contains("4 leaves of 4; anchor: rtmr3; rollback: not evaluated", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_result_lists_logs_and_statements()
    {
        using CliRun run = Run();

        Verify(run, Node.Bundle(), "--output", "json", "--nonce", Hex.Of(Catalog.Tests.Bundles.Node.Nonce), "--audience", "example.org");

        Assert.Equal("rtmr3", run.Json.GetProperty("logs")[0].GetProperty("anchor").GetString());
        Assert.Equal("not_evaluated", run.Json.GetProperty("logs")[0].GetProperty("rollback").GetString());
        Assert.Equal(
            ["asserted", "nonce", "bounded", "bounded"],
            run.Json.GetProperty("statements").EnumerateArray().Select(each => each.GetProperty("freshness").GetString()));
        Assert.Equal("node/v1", run.Json.GetProperty("statements")[1].GetProperty("predicate").GetString());
        Assert.Equal(1, run.Json.GetProperty("claims").GetProperty("log").GetProperty("runOfBoot").GetInt32());
    }

    [Fact]
    public void A_changed_note_is_not_authentic()
    {
        using CliRun run = Run();
        ProofBundle bundle = Node.Bundle();
        byte[] note = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bundle.Logs[0].Checkpoint.Span).Replace("\n4\n", "\n5\n", StringComparison.Ordinal));

        Assert.Equal(2, Verify(run, bundle with { Logs = [bundle.Logs[0] with { Checkpoint = note }] }));
        Assert.Contains("LOG-03", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_malformed_bundle_is_not_authentic_and_one_without_statements_proves_nothing()
    {
        using CliRun run = Run();
        string broken = run.Write("broken.json", $$"""{"mediaType":"{{ProofBundle.MediaType}}","logs":1}""");

        Assert.Equal(2, run.Run("verify", broken, "--policy", Policy(run)));
        Assert.Contains("BDL-01", run.Output, StringComparison.Ordinal);
        Assert.Equal(4, Verify(run, Node.Bundle() with { Statements = [] }));
    }

    [Fact]
    public void A_known_checkpoint_is_held_against_the_log()
    {
        using CliRun run = Run();
        ProofBundle bundle = Node.Bundle();
        string same = run.Write("same.note", bundle.Logs[0].Checkpoint.ToArray());
        string larger = run.Write("larger.note", Encoding.UTF8.GetString(bundle.Logs[0].Checkpoint.Span).Replace("\n4\n", "\n9\n", StringComparison.Ordinal));

        Assert.Equal(0, Verify(run, bundle, "--known-checkpoint", same));
        Assert.Equal(2, Verify(run, bundle, "--known-checkpoint", larger));
        Assert.Contains("the log was rolled back", run.Output, StringComparison.Ordinal);
        Assert.Equal(1, Verify(run, bundle, "--known-checkpoint", run.Write("no.note", "nothing")));
    }

    [Fact]
    public void A_nonce_that_nobody_answered_fails()
    {
        using CliRun run = Run();

        Assert.Equal(2, Verify(run, Node.Bundle(), "--nonce", new string('0', 64), "--audience", "example.org"));
        Assert.Contains("STM-08", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--nonce", "00", "--audience", "a")]
    [InlineData("--nonce", "0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("--audience", "a")]
    [InlineData("--report-data", "00")]
    public void A_question_that_makes_no_sense_is_refused(params string[] flags)
    {
        using CliRun run = Run();

        Assert.Equal(1, Verify(run, Node.Bundle(), flags));
    }

    [Fact]
    public void A_policy_that_says_what_report_data_is_does_not_fit_a_bundle()
    {
        using CliRun run = Run();
        string file = run.Write("bundle.json", ProofBundleWriter.Write(Node.Bundle()));

        Assert.Equal(1, run.Run("verify", file, "--policy", run.Write("policy.json", Node.Machine.Policy())));
        Assert.Contains("hint: delete reportData", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_question_about_a_log_is_refused_for_bare_evidence()
    {
        using CliRun run = new();

        Assert.Equal(1, run.Verify("pass", "--nonce", new string('0', 64), "--audience", "a"));
        Assert.Contains("not a proof bundle", run.Error, StringComparison.Ordinal);
    }

    private static CliRun Run() => new() { Catalog = TeeCatalog.Default };

    private static int Verify(CliRun run, ProofBundle bundle, params string[] more) => run.Run(
        ["verify", run.Write("bundle.json", ProofBundleWriter.Write(bundle)), "--policy", Policy(run), "--at", UtcTime.Of(Catalog.Tests.Bundles.Node.Now), .. more]);

    // A policy for bundles says nothing of REPORT_DATA, and pins no register that the anchor extends.
    private static string Policy(CliRun run)
    {
        JsonNode policy = JsonNode.Parse(Node.Machine.Policy())!;
        policy.AsObject().Remove("reportData");
        policy["tdx"]!["referenceValues"]![0]!.AsObject().Remove("rtmr3");
        return run.Write("policy.json", policy.ToJsonString());
    }
}
