// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.TransparencyLog;

#pragma warning disable CS1591 // the title of each rule is its documentation

/// <summary>Rules on the log behind a statement, whichever TEE signed its head.</summary>
public static class LogRules
{
    public static readonly Rule Checkpoint = Authenticity("LOG-01",
        "the checkpoint is well-formed: origin, size and root, no extension lines, each in its one form",
        "C2SP tlog-checkpoint and signed-note; docs/formats.md, log");

    public static readonly Rule Key = Authenticity("LOG-02",
        "the origin's run id is SHA-256 of the log key, and the signature's key name is the origin",
        "docs/formats.md, log: run id and origin");

    public static readonly Rule Signature = Authenticity("LOG-03",
        "the log key signed the checkpoint once, and the signature verifies",
        "C2SP signed-note; RFC 8032, section 5.1.7");

    public static readonly Rule Inclusion = Authenticity("LOG-04",
        "the statement's leaf is in the tree of the checkpoint at the stated index",
        "RFC 6962, section 2.1.1; RFC 9162, section 2.1.3.2; C2SP tlog-proof");

    public static readonly Rule ReportData = Authenticity("LOG-05",
        "REPORT_DATA of every Evidence is the hash of this checkpoint, zero half included",
        "docs/formats.md, log: REPORT_DATA");

    public static readonly Rule Anchor = Authenticity("LOG-06",
        "the anchor log replays to the quoted register, and its last event alone is this log's start",
        "docs/formats.md, log: anchor");

    public static readonly Rule Known = Authenticity("LOG-07",
        "the checkpoint is consistent with every known checkpoint of its log, and not smaller",
        "RFC 6962, section 2.1.2; RFC 9162, section 2.1.4.2",
        "the log was rolled back or forked since the known checkpoint was seen, or the bundle lacks the consistency proof");

    public static readonly Rule Heartbeat = new("LOG-08", RuleKind.Freshness,
        "the newest heartbeat, or leaf that answers a nonce, is as young as the policy asks by its own time",
        "docs/formats.md, policy: log.maxHeartbeatAge");

    public static readonly Rule Origin = Policy("LOG-09",
        "the origin, and the agent where the policy names agents, is one that the policy accepts",
        "docs/formats.md, policy: log.origins, log.agents");

    public static readonly Rule AnchorRequired = Policy("LOG-10",
        "the log is anchored",
        "docs/formats.md, policy: log.requireAnchor");

    public static readonly Rule FirstRun = Policy("LOG-11",
        "the log is anchored, and its run is the boot's first",
        "docs/formats.md, policy: log.requireFirstRun");

    public static readonly Rule RunsPerBoot = Policy("LOG-12",
        "the log is anchored, and the boot has no more runs than the policy allows",
        "docs/formats.md, policy: log.maxRunsPerBoot");

    /// <summary>All of them.</summary>
    public static ImmutableArray<Rule> All { get; } =
        [Checkpoint, Key, Signature, Inclusion, ReportData, Anchor, Known, Heartbeat, Origin, AnchorRequired, FirstRun, RunsPerBoot];

    private static Rule Authenticity(string id, string title, string citation, string? hint = null) =>
        new(id, RuleKind.Authenticity, title, citation) { Hint = hint };

    private static Rule Policy(string id, string title, string citation) => new(id, RuleKind.Policy, title, citation);
}
