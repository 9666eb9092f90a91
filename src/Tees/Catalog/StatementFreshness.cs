// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Statements;

namespace Attestation.Catalog;

/// <summary>What is known of a statement's time (CONTRACTS, section 4): never its own word for it.</summary>
internal static class StatementFreshness
{
    /// <summary><c>nonce</c>, <c>bounded</c> with its bounds, or <c>asserted</c>.</summary>
    public static (string Freshness, ImmutableArray<string> Bounds) Of(ProvenStatement statement, BundleAppraisal appraisal)
    {
        ExpectedNonce? nonce = appraisal.Question.Nonce;
        if (nonce is not null && NonceMatch.Holds(statement.Statement, nonce))
        {
            return ("nonce", []);
        }

        ImmutableArray<string> bounds = [.. Lower(statement, appraisal), .. Upper(statement, appraisal)];
        return (bounds.IsEmpty ? "asserted" : "bounded", bounds);
    }

    private static IEnumerable<string> Lower(ProvenStatement statement, BundleAppraisal appraisal) =>
        appraisal.FirstAnswer(statement.Log) is { } leaf && leaf < statement.Leaf ? [$"after leaf {leaf}, which answers the nonce"] : [];

    // A known checkpoint of an outside record was there when it was written down, and the leaf before it.
    private static IEnumerable<string> Upper(ProvenStatement statement, BundleAppraisal appraisal) =>
        from known in appraisal.Question.Known
        where known.Origin == appraisal.HeadOf(statement).Checkpoint.Origin.ToString() && known.Size > statement.Leaf
        select $"before the known checkpoint of size {known.Size}";
}
