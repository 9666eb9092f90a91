// SPDX-License-Identifier: Apache-2.0

using Attestation.Appraisal;
using Attestation.Statements;
using Attestation.X509;

namespace Attestation.Catalog;

/// <summary>The rules on proven statements: beside each other, beside their checkpoint, the nonce and the policy (STM-07 to STM-12).</summary>
internal static class StatementsAppraisal
{
    public static void Appraise(AppraisalRun run, BundleAppraisal appraisal, IEd25519 ed25519)
    {
        run.Add([.. SaltMatch.Appraise([.. appraisal.Statements.Select(each => each.Statement).Where(each => each.Type is not null)])]);
        AppraiseNonce(run, appraisal);
        foreach (ProvenStatement each in appraisal.Statements)
        {
            TransparencyLog.SignedHead head = appraisal.HeadOf(each);
            run.Add(LogStartMatch.Appraise(each.Statement, each.Leaf, head.Checkpoint.Origin.ToString(), head.LogKey.Span));
            if (each.Statement.Type == PredicateTypes.Node)
            {
                NodeStatement node = NodeStatement.Of(each.Statement);
                run.Add(PossessionMatch.Appraise(node, ed25519));
                run.Add(NodeProgramsMatch.Appraise(node, appraisal.Policy.Node));
            }
        }
    }

    // One statement must answer; the others of the bundle are not held against the nonce.
    private static void AppraiseNonce(AppraisalRun run, BundleAppraisal appraisal)
    {
        if (appraisal.Question.Nonce is not { } nonce || appraisal.Statements.Count == 0)
        {
            return;
        }

        ProvenStatement answer = appraisal.Statements.FirstOrDefault(each => NonceMatch.Holds(each.Statement, nonce))
            ?? appraisal.Statements.FirstOrDefault(each => each.Statement.Type?.NonceField is not null)
            ?? appraisal.Statements[0];
        run.Add(NonceMatch.Appraise(answer.Statement, nonce));
    }
}
