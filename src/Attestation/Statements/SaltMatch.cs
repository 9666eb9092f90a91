// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Statements;

/// <summary>STM-07: a salt is fresh for each statement, else a neighbour's leaf hash tells more than it should.</summary>
public static class SaltMatch
{
    /// <summary>Judges each statement of a bundle beside the others.</summary>
    /// <param name="statements">All that are interpreted; the same bytes may stand there more than once.</param>
    public static IEnumerable<Check> Appraise(IReadOnlyCollection<Statement> statements)
    {
        Dictionary<string, Statement> first = new(StringComparer.Ordinal);
        foreach (Statement each in statements)
        {
            string salt = each.TextOf("salt") ?? "";
            first.TryAdd(salt, each);
            yield return Check.Require(
                StatementRules.Salt,
                first[salt].Raw.Span.SequenceEqual(each.Raw.Span),
                salt,
                because: $"salt {salt} stands in two different statements");
        }
    }
}
