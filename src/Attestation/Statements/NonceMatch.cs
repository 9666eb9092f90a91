// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Wire;

namespace Attestation.Statements;

/// <summary>STM-08 and STM-09: the statement was made after the verifier asked, and for this verifier.</summary>
public static class NonceMatch
{
    /// <summary>Judges one statement; a nonce in a field that its predicate does not define counts for nothing.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="expected">What the verifier issued.</param>
    public static ImmutableArray<Check> Appraise(Statement statement, ExpectedNonce expected)
    {
        string want = Hex.Of(expected.Nonce.Span);
        PredicateType? type = expected.Predicate is null || statement.Type == expected.Predicate ? statement.Type : null;
        string? nonce = type?.NonceField is { } nonceField ? statement.TextOf(nonceField) : null;
        string? audience = type?.AudienceField is { } audienceField ? statement.TextOf(audienceField) : null;
        return
        [
            Check.Require(StatementRules.Nonce, nonce == want, nonce ?? "none", want, $"the nonce is {nonce ?? "absent"}, want {want}"),
            Check.Require(StatementRules.Audience, audience == expected.Audience, audience ?? "none", expected.Audience, $"the audience is {audience ?? "absent"}, want {expected.Audience}"),
        ];
    }

    /// <summary>True where both hold.</summary>
    public static bool Holds(Statement statement, ExpectedNonce expected) => Appraise(statement, expected).All(check => check.Outcome == Outcome.Pass);
}
