// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Appraisal;
using Attestation.Bindings;
using Attestation.Documents;
using Attestation.Policies;
using Attestation.Statements;
using Attestation.TransparencyLog;
using Attestation.Wire;
using Attestation.X509;

namespace Attestation.Catalog;

/// <summary>Appraises a proof bundle: leaf, log, checkpoint, TEE, statements, bound keys. Pure.</summary>
/// <param name="catalog">The TEEs that are known.</param>
/// <param name="ed25519">Checks notes, and possession of Ed25519 keys.</param>
public sealed class BundleVerifier(TeeCatalog catalog, IEd25519 ed25519)
{
    private readonly EvidenceVerifier evidences = new(catalog);
    private readonly AnchorMatch anchors = new(catalog);

    private static ImmutableArray<Rule> Rules => [.. BundleRules.All, .. LogRules.All, .. StatementRules.All, .. BindingRules.All];

    /// <summary>The result for bytes that are no proof bundle: fails with <see cref="BundleRules.Form"/>.</summary>
    public static AttestationResult Refuse(Malformed malformed, AppraisalPolicy policy, DateTimeOffset now)
    {
        AppraisalRun run = new();
        run.Take(Check.Broken(BundleRules.Form, malformed));
        return new(run.Finish(Rules), static () => [], now) { Policy = policy };
    }

    /// <summary>Appraises every log with its statements, and the statements beside each other.</summary>
    /// <param name="bundle">As read.</param>
    /// <param name="endorsements">What is at hand beside what the bundle brings; goes first.</param>
    /// <param name="policy">The Relying Party's wishes; what it says of REPORT_DATA is replaced by each checkpoint's hash.</param>
    /// <param name="question">Known checkpoints, a nonce, and keys whose bindings are asked for.</param>
    /// <param name="now">The verification instant.</param>
    public AttestationResult Appraise(
        ProofBundle bundle, Endorsements endorsements, AppraisalPolicy policy, BundleQuestion question, DateTimeOffset now)
    {
        AppraisalRun run = new();
        run.Add(Check.Pass(BundleRules.Form));
        bool isAny = run.Take(Check.Require(BundleRules.Statements, bundle.Statements.Length > 0, because: "the bundle has no statement"));
        Endorsements all = new([.. endorsements.All, .. bundle.Endorsements]);
        BundleAppraisal appraisal = new(bundle, all, policy, question, now);
        for (int log = 0; isAny && log < bundle.Logs.Length; log++)
        {
            AppraiseLog(run, appraisal, log);
        }

        StatementsAppraisal.Appraise(run, appraisal, ed25519);
        if (isAny)
        {
            new BindingAppraisal(run, appraisal, ed25519).Appraise();
        }

        return appraisal.Finish(run.Finish(Rules));
    }

    private void AppraiseLog(AppraisalRun run, BundleAppraisal appraisal, int log)
    {
        BundledLog given = appraisal.Bundle.Logs[log];
        if (!run.Take(SignedHead.Verify(given.Checkpoint, given.LogKey, ed25519), out SignedHead? head))
        {
            return;
        }

        appraisal.Add(log, head);
        foreach (BundledStatement each in appraisal.Bundle.Statements.Where(each => each.Log == log))
        {
            if (run.Take(ProvenLeaf.Verify(head, each.Bytes, each.Proof), out ProvenLeaf? leaf)
                && run.Take(StatementForm.Appraise(leaf.Bytes), out Statement? statement))
            {
                appraisal.Add(new ProvenStatement(log, leaf.Index, statement));
            }
        }

        AppraiseEvidence(run, appraisal, log, head, [.. given.Evidences.Select(each => each.WithEventLogs(appraisal.Bundle.EventLogs))]);
    }

    private void AppraiseEvidence(AppraisalRun run, BundleAppraisal appraisal, int log, SignedHead head, ImmutableArray<Evidence> given)
    {
        byte[] reportData = ReportData.OfCheckpoint(head.Note.Text.Span);
        AppraisalPolicy policy = appraisal.Policy with { ExpectedReportData = new ExpectedReportData.Exactly(reportData), Log = new(), Binding = new() };
        AttestationResult result = evidences.Appraise(given, appraisal.Endorsements, policy, appraisal.Now);
        appraisal.Add(log, result);
        run.Add(OfReportData(given, result));

        VerifiedAnchor? anchor = null;
        if (result.TryGetClaims(out Claims? claims))
        {
            // A log without an anchor goes on without one.
            Step<VerifiedAnchor> found = anchors.Appraise(head, given, claims);
            run.Add(found.Checks);
            anchor = found.Witness;
        }

        appraisal.Add(log, anchor);
        IEnumerable<KnownCheckpoint> known = appraisal.Policy.Log.Minimum is { } minimum ? [.. appraisal.Question.Known, minimum] : appraisal.Question.Known;
        Check rollback = KnownCheckpointMatch.Appraise(head, known, appraisal.Bundle.Logs[log].Consistency);
        run.Add(rollback);
        appraisal.AddRollback(log, rollback.Outcome == Outcome.Pass);
        run.Add(new LogPolicyMatch(appraisal.Policy.Log, appraisal.Policy.ClockSkew, appraisal.Now).Appraise(head, appraisal.StatementsOf(log), anchor, appraisal.Question.Nonce));
    }

    // The TEE's own rule compared the bytes; this one says that every Evidence of the log has passed it.
    private Check OfReportData(ImmutableArray<Evidence> given, AttestationResult result)
    {
        foreach (Evidence each in given)
        {
            Rule? rule = catalog.TryFind(each.Tee, out ITee? tee) ? tee.ReportDataRule : null;
            if (rule is null || !result.Checks.Any(check => check.Rule == rule && check.Outcome == Outcome.Pass))
            {
                return Check.Fail(LogRules.ReportData, rule is null ? $"{each.Tee} carries no REPORT_DATA" : $"{rule.Id} did not pass");
            }
        }

        return Check.Pass(LogRules.ReportData);
    }
}
