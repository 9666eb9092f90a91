// SPDX-License-Identifier: Apache-2.0

using System.Text;

namespace Attestation.Catalog;

/// <summary>Every rule as a document: <c>docs/rules.md</c>, and what <c>attest rules</c> prints.</summary>
public static class RulesTable
{
    private const string Head =
        """
        # Rules

        Generated from the code; `attest explain RULE` prints one. A failed rule of kind authenticity ends in exit code 2, policy in 3,
        freshness in 4; of several the lowest wins. Ids are never reused.

        """;

    private const string Columns =
        """
        | id | kind | holds when | source | if it fails |
        | --- | --- | --- | --- | --- |

        """;

    /// <summary>The rules in Markdown, one table for each TEE after one for those that are of no TEE; lines end in LF.</summary>
    /// <param name="catalog">Whose rules; a rule that several TEEs share is printed once.</param>
    public static string Markdown(TeeCatalog catalog)
    {
        StringBuilder text = new(Head);
        AppendTable(text, "Whichever TEE", catalog.Rules.Where(rule => !NamesTee(rule)));
        foreach (ITee tee in catalog.Tees)
        {
            AppendTable(text, tee.Title, tee.Rules.Where(NamesTee));
        }

        return text.ToString();
    }

    // TEE-AREA-NN names its TEE, AREA-NN does not.
    private static bool NamesTee(Rule rule) => rule.Id.Count(letter => letter == '-') > 1;

    private static void AppendTable(StringBuilder text, string title, IEnumerable<Rule> rules)
    {
        text.Append("\n## ").Append(title).Append("\n\n").Append(Columns);
        foreach (Rule rule in rules.Distinct())
        {
            text.Append($"| {rule.Id} | {Kind(rule)} | {Cell(rule.Title)} | {Cell(rule.Citation)} | {Cell(rule.Hint ?? "")} |\n");
        }
    }

    private static string Kind(Rule rule) => rule.Kind.ToString().ToLowerInvariant();

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
