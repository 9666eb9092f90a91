// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Security.Cryptography;
using Attestation.Catalog;
using Attestation.Documents;
using Attestation.Statements;
using Attestation.TransparencyLog;
using Attestation.Wire;
using Attestation.X509;

namespace Attestation.SpirePlugin.Server.NodeAttestor;

/// <summary>Holds an answer against every policy, by the same verifier as <c>attest verify</c>. Pure but for its cache of verified chains.</summary>
/// <param name="catalog">The TEEs that are known.</param>
/// <param name="ed25519">Checks notes.</param>
internal sealed class NodeAppraisal(TeeCatalog catalog, IEd25519 ed25519)
{
    private const int MostReasons = 4;

    private static readonly ImmutableArray<Rule> Forms =
    [
        LogRules.Checkpoint, StatementRules.Bytes, StatementRules.Canonical, StatementRules.Envelope, StatementRules.Predicate, StatementRules.Subjects,
        StatementRules.Fields, .. BundleRules.All,
    ];

    private readonly BundleVerifier verifier = new(catalog, ed25519);

    /// <summary>What an answer carries, as a bundle of one log.</summary>
    /// <exception cref="RefusedException">A part is malformed.</exception>
    public ProofBundle Bundle(NodeAnswer answer)
    {
        if (!TlogProof.TryParse(answer.Proof, out TlogProof? proof, out Malformed? malformed))
        {
            throw new RefusedException(Refusal.Malformed(malformed.ToString()));
        }

        if (!EvidenceDocument.TryParse(answer.Evidence, catalog.Tees, out EvidenceDocument? evidence, out malformed))
        {
            throw new RefusedException(Refusal.Malformed(malformed.ToString()));
        }

        return new()
        {
            Logs = [new(proof.Note.Raw, answer.LogKey, evidence.Evidences)],
            Statements = [new(answer.Statement, 0, answer.Proof), new(answer.LogStart, 0, answer.LogStartProof)],
        };
    }

    /// <summary>The statement, which must be the one that answers, beside nothing but the log's start.</summary>
    /// <exception cref="RefusedException">Something else stands in its place.</exception>
    private static NodeStatement StatementOf(ProofBundle bundle)
    {
        bool isNode = Statement.TryParse(bundle.Statements[0].Bytes, out Statement? node, out _) && node.Type == PredicateTypes.Node;
        bool isStart = Statement.TryParse(bundle.Statements[1].Bytes, out Statement? start, out _) && start.Type == PredicateTypes.LogStart;
        return isNode && isStart
            ? NodeStatement.Of(node!)
            : throw new RefusedException(Refusal.Malformed($"statement is no {PredicateTypes.Node.Name}, or logStart no {PredicateTypes.LogStart.Name}"));
    }

    /// <summary>Judges a bundle by each policy.</summary>
    /// <param name="bundle">The bundle; without event logs those rules say nothing.</param>
    /// <param name="endorsements">What is at hand.</param>
    /// <param name="policies">The policies, by name.</param>
    /// <param name="nonce">What this server issued for this attestation alone.</param>
    /// <param name="now">The verification instant.</param>
    /// <exception cref="RefusedException">None accepts it: the first one's reasons.</exception>
    public AppraisedNode Appraise(
        ProofBundle bundle, Endorsements endorsements, ImmutableArray<NamedPolicy> policies, ExpectedNonce nonce, DateTimeOffset now)
    {
        NodeStatement node = StatementOf(bundle);
        AttestationResult? first = null;
        (Claims Claims, AttestationResult Result)? accepted = null;
        ImmutableArray<string>.Builder names = ImmutableArray.CreateBuilder<string>();
        foreach (NamedPolicy each in policies)
        {
            AttestationResult result = verifier.Appraise(bundle, endorsements, each.Policy, new() { Nonce = nonce with { Predicate = PredicateTypes.Node } }, now);
            first ??= result;
            if (result.TryGetClaims(out Claims? claims))
            {
                names.Add(each.Name);
                accepted ??= (claims, result);
            }
        }

        return accepted is { } taken
            ? Node(node, bundle, taken.Claims, taken.Result, names.ToImmutable())
            : throw new RefusedException(Why(first!, policies[0].Name));
    }

    private static AppraisedNode Node(NodeStatement node, ProofBundle bundle, Claims claims, AttestationResult result, ImmutableArray<string> policies)
    {
        StatementSummary leaf = result.Statements.First(each => each.Predicate == PredicateTypes.Node.Name);
        byte[] text = bundle.Logs[0].Checkpoint.ToArray();
        return new(
            node, policies, claims, result.Simulated, result.Logs[0].Origin, leaf.Leaf, SHA256.HashData(CheckpointText(text)));
    }

    private static byte[] CheckpointText(byte[] note) => note[..(note.AsSpan().IndexOf("\n\n"u8) + 1)];

    // Titles of rules, and never what was wanted: the remote side would learn it.
    private static Refusal Why(AttestationResult result, string policy)
    {
        Check[] failed = [.. result.Checks.Where(each => each.Outcome == Outcome.Fail)];
        if (failed.Length == 0)
        {
            return Refusal.Denied("nothing-evaluated", $"policy {policy}: nothing was evaluated");
        }

        string text = string.Join("; ", failed.Take(MostReasons).Select(each => $"{each.Rule.Id} {each.Rule.Title}"));
        text = $"policy {policy}: does not hold: {text}{(failed.Length > MostReasons ? $"; and {failed.Length - MostReasons} more" : "")}";
        string reason = failed[0].Rule.Id.ToLowerInvariant();
        return failed.Any(each => Forms.Contains(each.Rule)) ? Refusal.Malformed(text)
            : result.FailedKind == RuleKind.Freshness ? Refusal.Outage(reason, text)
            : Refusal.Denied(reason, text);
    }
}
