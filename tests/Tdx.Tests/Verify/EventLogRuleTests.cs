// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.Appraisal;
using Attestation.Tdx.Simulator;
using Attestation.TestKit;

namespace Attestation.Tdx.Tests.Verify;

/// <summary>The event log does not account for the RTMRs.</summary>
public sealed class EventLogRuleTests
{
    [Fact]
    [Rule("TDX-EVL-01", Outcome.Fail)]
    public void A_log_without_its_last_event_is_refused_where_the_policy_names_rtmrs() =>
        Verdict.Refuses("log-event-missing", TdxRules.EventLog, "RTMR2: diverges", "EV_IPL");

    [Fact]
    [Rule("TDX-EVL-01", Outcome.Fail)]
    public void A_log_that_is_silent_about_an_extended_register_is_refused_where_the_policy_names_rtmrs() =>
        Verdict.Refuses("log-register-missing", TdxRules.EventLog, "RTMR2: no record in the log");

    [Fact]
    [Rule("TDX-EVL-01", Outcome.Fail)]
    public void A_log_with_another_digest_is_refused_where_the_policy_names_rtmrs() =>
        Verdict.Refuses("log-digest-changed", TdxRules.EventLog, "RTMR0: diverges");

    [Fact]
    [Rule("TDX-EVL-01", Outcome.Fail)]
    public void A_log_that_ends_within_a_record_is_refused_where_the_policy_names_rtmrs() =>
        Verdict.Refuses("log-truncated", TdxRules.EventLog, "got 6, want at most 5");

    [Theory]
    [InlineData("log-event-missing", "RTMR2: diverges")]
    [InlineData("log-digest-changed", "RTMR0: diverges")]
    [InlineData("log-truncated", "TCG event log")]
    public void A_log_that_does_not_replay_is_a_warning_where_the_policy_names_no_rtmr(string fault, string because) =>
        Verdict.Warns(Simulated.Faulty(fault).AppraiseUnder(OnlyMrTd), TdxRules.EventLog, because);

    [Theory]
    [InlineData(1, 1, "is of CC type 1, want 2")]
    [InlineData(2, 2, "CCEL table: Revision")]
    public void A_log_beside_a_table_that_is_not_a_tds_is_refused_where_the_policy_names_rtmrs(byte type, byte revision, string because)
    {
        SimulatedTdxMachine machine = Simulated.Machine();

        Verdict.Refuses(Appraise(machine, WithTable(machine.Evidence, type, revision)), TdxRules.EventLog, because);
        Assert.Equal(Outcome.Pass, Appraise(machine, WithTable(machine.Evidence, type: 2, revision: 1)).Of(TdxRules.EventLog).Outcome);
    }

    [Fact]
    public void No_log_is_not_evaluated()
    {
        AttestationResult result = Simulated.Machine(machine => machine with { Td = new() { EventLog = EventLogForm.Absent } }).Appraise();

        Verdict.Passes(result);
        Verdict.Leaves(result, TdxRules.EventLog, "no event log");
    }

    [Fact]
    public void A_log_that_is_only_named_by_its_digest_is_not_evaluated_until_it_is_at_hand()
    {
        SimulatedTdxMachine machine = Simulated.Machine();
        Assert.True(machine.Evidence.TryGet("ccel", out EvidencePart? log));
        Evidence named = machine.Evidence with
        {
            Parts = [machine.Evidence.Parts[0], new("ccel", ReadOnlyMemory<byte>.Empty) { Sha256 = SHA256.HashData(log.Bytes.Span) }],
        };

        Verdict.Leaves(Appraise(machine, named), TdxRules.EventLog, "given by digest and not at hand");
        Verdict.Leaves(Appraise(machine, named.WithEventLogs([new byte[3]])), TdxRules.EventLog, "not at hand");
        Assert.Equal(Outcome.Pass, Appraise(machine, named.WithEventLogs([new byte[3], log.Bytes])).Of(TdxRules.EventLog).Outcome);
    }

    [Fact]
    public void A_log_that_speaks_of_no_rtmr_explains_nothing() =>
        Verdict.Refuses(Simulated.Machine(machine => machine with { Td = new() { Events = [] } }).Appraise(), TdxRules.EventLog, "speaks of no RTMR");

    private static TdxPolicy OnlyMrTd(TdxPolicy tdx) => tdx with { ReferenceValues = [new("", [("mrTd", [new TdOptions().MrTd])])] };

    // ACPI 6.5, table 5.105: signature, length 56, revision, checksum over all, CC type.
    private static Evidence WithTable(Evidence evidence, byte type, byte revision)
    {
        byte[] table = new byte[56];
        "CCEL"u8.CopyTo(table);
        table[4] = 56;
        table[8] = revision;
        table[36] = type;
        table[9] = (byte)((256 - (table.Sum(each => each) % 256)) % 256);
        return evidence with { Parts = [.. evidence.Parts, new("ccel-table", table)] };
    }

    private static AttestationResult Appraise(SimulatedTdxMachine machine, Evidence evidence) =>
        new TdxTee(VerifiedCache.None).Appraise(evidence, machine.Endorsements, machine.Policy(null), Simulated.Now);
}
