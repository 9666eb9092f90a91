// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Appraisal;
using Attestation.Policies;
using Attestation.Statements;
using Attestation.TestKit;

namespace Attestation.Tests.Statements;

/// <summary>Rules on statements beside each other, beside the checkpoint, the nonce and the policy.</summary>
public sealed class StatementRuleTests
{
    private const string Origin = "example.org/attestation-agent/56475aa75463474c0285df5dbf2bcab73da651358839e9b77481b2eab107708c";
    private static readonly Statement Start = Examples.Read(Examples.LogStart);
    private static readonly Statement Node = Examples.Read(Examples.Node);
    private static readonly Statement Heartbeat = Examples.Read(Examples.Heartbeat);
    private static readonly byte[] LogKey = Convert.FromHexString("03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8");

    [Fact]
    [Rule("STM-07", Outcome.Pass)]
    public void Fresh_salts_pass_and_the_same_statement_may_stand_twice() =>
        Assert.All(Recorded(SaltMatch.Appraise([Start, Node, Node])), check => Assert.Equal(Outcome.Pass, check.Outcome));

    [Fact]
    [Rule("STM-07", Outcome.Fail)]
    public void Two_statements_with_one_salt_fail()
    {
        Statement other = Examples.Read(Examples.Heartbeat.Replace("\"412\"", "\"413\"", StringComparison.Ordinal));

        Assert.Equal([Outcome.Pass, Outcome.Fail], Recorded(SaltMatch.Appraise([Heartbeat, other])).Select(check => check.Outcome));
    }

    [Fact]
    [Rule("STM-08", Outcome.Pass)]
    [Rule("STM-09", Outcome.Pass)]
    public void The_nonce_and_the_audience_of_the_verifier_are_found_in_the_field_of_the_predicate()
    {
        Assert.All(Recorded(NonceMatch.Appraise(Node, new(Bytes(0x5e), "example.org"))), check => Assert.Equal(Outcome.Pass, check.Outcome));
        Assert.True(NonceMatch.Holds(Examples.Read(Examples.UserData), new(Bytes(0x0e), "https://verifier.example")));
    }

    [Fact]
    [Rule("STM-08", Outcome.Fail)]
    public void A_nonce_in_another_field_counts_for_nothing()
    {
        // a9… is the agent's own nonce.
        Assert.Equal(Outcome.Fail, Recorded(NonceMatch.Appraise(Node, new(Bytes(0xa9), "example.org")))[0].Outcome);
        Assert.False(NonceMatch.Holds(Heartbeat, new(Bytes(0x02), "example.org")));
    }

    [Fact]
    [Rule("STM-09", Outcome.Fail)]
    public void A_nonce_that_was_asked_for_by_somebody_else_fails() =>
        Assert.Equal([Outcome.Pass, Outcome.Fail], Recorded(NonceMatch.Appraise(Node, new(Bytes(0x5e), "other.example"))).Select(check => check.Outcome));

    [Fact]
    [Rule("STM-11", Outcome.Pass)]
    public void The_log_start_of_this_checkpoint_passes_and_so_does_another_leaf()
    {
        Assert.Equal(Outcome.Pass, Recorded(LogStartMatch.Appraise(Start, 0, Origin, LogKey)).Outcome);
        Assert.Equal(Outcome.Pass, Recorded(LogStartMatch.Appraise(Node, 5, Origin, LogKey)).Outcome);
    }

    [Theory]
    [InlineData(1, Origin, "", "")]
    [InlineData(0, "other.example/attestation-agent/56475aa75463474c0285df5dbf2bcab73da651358839e9b77481b2eab107708c", "", "")]
    [InlineData(0, Origin, "\"runId\":\"56", "\"runId\":\"57")]
    [InlineData(0, Origin, "\"logKey\":\"A6", "\"logKey\":\"A7")]
    [InlineData(0, Origin, "{\"sha256\":\"56475a", "{\"sha256\":\"57475a")]
    [InlineData(0, Origin, "{\"sha256\":\"a1a1a1", "{\"sha256\":\"a2a1a1")]
    [Rule("STM-11", Outcome.Fail)]
    public void A_log_start_elsewhere_or_of_another_log_fails(long leaf, string origin, string old, string changed)
    {
        int at = old.Length == 0 ? 0 : Examples.LogStart.LastIndexOf(old, StringComparison.Ordinal);

        Assert.Equal(
            Outcome.Fail,
            Recorded(LogStartMatch.Appraise(Examples.Read(Examples.LogStart.Remove(at, old.Length).Insert(at, changed)), leaf, origin, LogKey)).Outcome);
    }

    [Fact]
    [Rule("STM-11", Outcome.Fail)]
    public void A_leaf_0_that_is_something_else_fails() => Assert.Equal(Outcome.Fail, Recorded(LogStartMatch.Appraise(Node, 0, Origin, LogKey)).Outcome);

    [Fact]
    [Rule("STM-12", Outcome.Pass)]
    [Rule("STM-12", Outcome.Warn)]
    public void Programs_that_the_policy_lists_pass_and_an_empty_list_warns()
    {
        Assert.Equal(Outcome.Pass, Programs([0xa1], [0xc1, 0xc2]).Outcome);
        Assert.Equal(Outcome.Warn, Programs([], [0xc1, 0xc2]).Outcome);
        Assert.Equal(Outcome.Warn, Programs([0xa1], []).Outcome);
    }

    [Theory]
    [InlineData(new byte[] { 0xa2 }, new byte[] { 0xc1, 0xc2 })]
    [InlineData(new byte[] { 0xa1 }, new byte[] { 0xc1 })]
    [InlineData(new byte[] { 0xa1 }, new byte[] { 0xc2 })]
    [InlineData(new byte[] { }, new byte[] { 0xc3 })]
    [Rule("STM-12", Outcome.Fail)]
    public void A_program_that_the_policy_does_not_list_fails(byte[] agents, byte[] callers) => Assert.Equal(Outcome.Fail, Programs(agents, callers).Outcome);

    private static Check Programs(byte[] agents, byte[] callers) =>
        Recorded(NodeProgramsMatch.Appraise(NodeStatement.Of(Node), new NodePolicy(Digests(agents), Digests(callers))));

    private static ImmutableArray<ReadOnlyMemory<byte>> Digests(byte[] values) => [.. values.Select(value => (ReadOnlyMemory<byte>)Bytes(value))];

    private static byte[] Bytes(byte value) => [.. Enumerable.Repeat(value, 32)];

    private static Check Recorded(Check check) => Recorded([check])[0];

    internal static ImmutableArray<Check> Recorded(IEnumerable<Check> checks)
    {
        AppraisalRun run = new();
        run.Add([.. checks]);
        return run.Finish([]);
    }
}
