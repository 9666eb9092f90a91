// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Statements;

#pragma warning disable CS1591 // the title of each rule is its documentation

/// <summary>Rules on statements, whichever TEE stands behind them.</summary>
public static class StatementRules
{
    public static readonly Rule Bytes = Authenticity("STM-01",
        "the statement is 1 to 65,535 bytes of UTF-8",
        "docs/statements.md, envelope");

    public static readonly Rule Canonical = Authenticity("STM-02",
        "the statement is its own JCS form: no duplicate names, numbers and depth within limits",
        "RFC 8785, section 3; docs/statements.md, envelope",
        "a statement is passed on as the bytes that the agent wrote: whoever parses and prints JSON again breaks it");

    public static readonly Rule Envelope = Authenticity("STM-03",
        "the statement is an in-toto Statement v1 with its four members",
        "in-toto Attestation Framework v1, Statement");

    public static readonly Rule Subjects = Authenticity("STM-04",
        "names, number and digest algorithms of the subjects are those of the predicate",
        "docs/statements.md, predicates");

    public static readonly Rule Predicate = Authenticity("STM-05",
        "the predicate type is one of this project's; an unknown one is not interpreted and supports no claim",
        "docs/statements.md, predicates");

    public static readonly Rule Fields = Authenticity("STM-06",
        "every required field is there, and every known field has its type and range",
        "docs/statements.md, predicates");

    public static readonly Rule Salt = Authenticity("STM-07",
        "no other statement of the bundle has the same salt",
        "docs/statements.md, common fields");

    public static readonly Rule Nonce = Authenticity("STM-08",
        "the statement answers the verifier's nonce",
        "docs/statements.md, freshness");

    public static readonly Rule Audience = Authenticity("STM-09",
        "the nonce was asked for by this verifier: the audience is its own",
        "docs/statements.md, freshness");

    public static readonly Rule Possession = Authenticity("STM-10",
        "every proof of possession verifies by the key that the statement is about",
        "docs/statements.md, possession");

    public static readonly Rule LogStart = Authenticity("STM-11",
        "log-start is leaf 0, and its run, key and origin are the checkpoint's; no other leaf is one",
        "docs/statements.md, log-start");

    public static readonly Rule NodePrograms = new("STM-12", RuleKind.Policy,
        "the agent, the caller and the caller's parent of a node statement are programs that the policy accepts",
        "docs/formats.md, policy: node")
    {
        Hint = "`attest doctor --spire` prints the digests to pin in node.callers",
    };

    /// <summary>All of them.</summary>
    public static ImmutableArray<Rule> All { get; } =
        [Bytes, Canonical, Envelope, Subjects, Predicate, Fields, Salt, Nonce, Audience, Possession, LogStart, NodePrograms];

    private static Rule Authenticity(string id, string title, string citation, string? hint = null) =>
        new(id, RuleKind.Authenticity, title, citation) { Hint = hint };
}
