// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Security.Cryptography;
using Attestation.Appraisal;
using Attestation.Bindings;
using Attestation.Documents;
using Attestation.Policies;
using Attestation.Statements;
using Attestation.TransparencyLog;
using Attestation.Wire;

namespace Attestation.Catalog;

/// <summary>What is given to the appraisal of one bundle, and what its steps found so far.</summary>
/// <remarks>Not thread-safe: one appraisal, one thread.</remarks>
internal sealed class BundleAppraisal(
    ProofBundle bundle, Endorsements endorsements, AppraisalPolicy policy, BundleQuestion question, DateTimeOffset now)
{
    private readonly SortedDictionary<int, SignedHead> heads = [];
    private readonly Dictionary<int, AttestationResult> results = [];
    private readonly Dictionary<int, VerifiedAnchor?> anchors = [];
    private readonly HashSet<int> held = [];
    private readonly List<ProvenStatement> statements = [];
    private readonly List<BoundKey> bound = [];
    private Dictionary<int, long>? answers;

    public ProofBundle Bundle => bundle;

    public Endorsements Endorsements => endorsements;

    public AppraisalPolicy Policy => policy;

    public BundleQuestion Question => question;

    public DateTimeOffset Now => now;

    public IReadOnlyList<ProvenStatement> Statements => statements;

    /// <summary>The keys whose bindings are asked for: those of the bundle, then those that were given beside it.</summary>
    public ImmutableArray<BindingSubject> Subjects { get; } =
        [.. bundle.Certificates.Select(BindingSubject.Of).Concat(question.Subjects).DistinctBy(each => each.ToString())];

    public IReadOnlyCollection<ProvenStatement> StatementsOf(int log) => [.. statements.Where(each => each.Log == log)];

    public IEnumerable<ProvenStatement> StatementsOf(PredicateType type) => statements.Where(each => each.Statement.Type == type);

    /// <summary>The first rule that failed: of the bundle, then of the Evidence of a log; null where none did.</summary>
    public Rule? FirstFailed(AppraisalRun run) =>
        run.FirstFailed ?? results.Values.SelectMany(each => each.Checks).FirstOrDefault(check => check.Outcome == Outcome.Fail)?.Rule;

    /// <summary>The smallest leaf of a log that answers the verifier's nonce; null where none does.</summary>
    public long? FirstAnswer(int log)
    {
        answers ??= question.Nonce is { } nonce
            ? statements.Where(each => NonceMatch.Holds(each.Statement, nonce)).GroupBy(each => each.Log).ToDictionary(its => its.Key, its => its.Min(each => each.Leaf))
            : [];
        return answers.TryGetValue(log, out long leaf) ? leaf : null;
    }

    public SignedHead HeadOf(ProvenStatement statement) => heads[statement.Log];

    public void Add(int log, SignedHead head) => heads.Add(log, head);

    public void Add(ProvenStatement statement) => statements.Add(statement);

    public void Add(BoundKey key) => bound.Add(key);

    public void Add(int log, AttestationResult result) => results.Add(log, result);

    public void Add(int log, VerifiedAnchor? anchor) => anchors.Add(log, anchor);

    public void AddRollback(int log, bool isHeld)
    {
        if (isHeld)
        {
            held.Add(log);
        }
    }

    /// <summary>The result over all checks: the bundle's, then each log's Evidence.</summary>
    public AttestationResult Finish(ImmutableArray<Check> checks) => new([.. checks, .. results.Values.SelectMany(each => each.Checks)], Merge, now)
    {
        Evidences = [.. results.Values.SelectMany(each => each.Evidences)],
        Endorsements = [.. results.Values.SelectMany(each => each.Endorsements).Distinct()],
        Policy = policy,
        Unasked = [.. Unasked()],
        Simulated = results.Values.Any(each => each.Simulated),
        Logs = [.. heads.Select(each => Summary(each.Key, each.Value.Checkpoint))],
        Statements = [.. statements.Select(Summary)],
        Bindings = [.. bound.Select(each => each.Summary(IndexOf(each.Proven)))],
    };

    // An empty list lets any program attest a node, or hold a key.
    private IEnumerable<string> Unasked() =>
        from key in new (string Name, bool IsOpen, PredicateType Of)[]
        {
            ("node.agents (empty)", policy.Node.Agents.IsEmpty, PredicateTypes.Node),
            ("node.callers (empty)", policy.Node.Callers.IsEmpty, PredicateTypes.Node),
            ("binding.exes (empty)", policy.Binding.Exes.IsEmpty, PredicateTypes.SvidBinding),
        }
        where key.IsOpen && StatementsOf(key.Of).Any()
        select key.Name;

    private LogSummary Summary(int log, Checkpoint head) => new(
        head.Origin.ToString(),
        head.Size,
        head.Root.Base64,
        statements.Count(each => each.Log == log),
        anchors.GetValueOrDefault(log)?.Register ?? "none",
        held.Contains(log));

    private StatementSummary Summary(ProvenStatement each)
    {
        (string freshness, ImmutableArray<string> bounds) = StatementFreshness.Of(each, this);
        return new(
            IndexOf(each), each.Leaf, each.Statement.Type?.Name ?? each.Statement.PredicateUri, Hex.Of(SHA256.HashData(each.Statement.Raw.Span)))
        {
            Freshness = freshness,
            Bounds = bounds,
        };
    }

    // Of the logs that hold, since no others are listed.
    private int IndexOf(ProvenStatement each) => heads.Keys.Count(log => log < each.Log);

    // Claims of one log stand by TEE beside its own; of several, each log is a group of that. Bound keys stand behind them.
    private Claims Merge()
    {
        Claims merged = MergeLogs();
        for (int i = 0; i < bound.Count; i++)
        {
            merged.Add(bound.Count == 1 ? "binding" : $"binding{i}", new ClaimValue.Group(bound[i].Claims(IndexOf(bound[i].Proven))));
        }

        return merged;
    }

    private Claims MergeLogs()
    {
        Claims merged = [];
        foreach (int log in heads.Keys)
        {
            Claims its = OfLog(log);
            if (heads.Count == 1)
            {
                return its;
            }

            merged.Add($"log{log}", new ClaimValue.Group(its));
        }

        return merged;
    }

    private Claims OfLog(int log)
    {
        Claims claims = [];
        if (results[log].TryGetClaims(out Claims? ofTees))
        {
            foreach ((string tee, ClaimValue value) in ofTees)
            {
                claims.Add(tee, value);
            }
        }

        Claims ofLog = [];
        ofLog.Add("origin", heads[log].Checkpoint.Origin.ToString());
        ofLog.Add("anchor", anchors.GetValueOrDefault(log)?.Register ?? "none");
        if (anchors.GetValueOrDefault(log) is { } anchor)
        {
            ofLog.Add("runOfBoot", (long)anchor.Run);
            ofLog.Add("runsOfBoot", (long)anchor.Runs);
        }

        claims.Add("log", new ClaimValue.Group(ofLog));
        return claims;
    }
}
