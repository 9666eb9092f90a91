// SPDX-License-Identifier: Apache-2.0

using System.Text.RegularExpressions;

namespace Attestation.Laws.Coverage;

/// <summary>What a definition of a rule looks like; each method yields what breaks it.</summary>
internal static partial class RuleForm
{
    /// <summary>Ids of another form or used twice, empty or unpolished texts, and definitions outside a Rules type.</summary>
    public static IEnumerable<string> Violations(IReadOnlyList<DefinedRule> rules) =>
        rules.SelectMany(Violations).Concat(Twice(rules));

    /// <summary>A rule that its type's list does not hold would never be reported as not evaluated.</summary>
    public static IEnumerable<string> Unlisted(IReadOnlyList<DefinedRule> rules) =>
        from rule in rules
        where DefinedRule.ListedIn(rule.Owner) is not { } all || !all.Contains(rule.Rule)
        select $"{rule} is not in {rule.Owner.Name}.All";

    /// <summary>Entries of the lists that are not a type's own rules, or stand there twice.</summary>
    public static IEnumerable<string> WronglyListed(IReadOnlyList<DefinedRule> rules) =>
        from owner in rules.GroupBy(rule => rule.Owner)
        let all = DefinedRule.ListedIn(owner.Key) ?? []
        where all.Length != owner.Count()
        select $"{owner.Key.Name}.All has {all.Length} rules, {owner.Key.Name} defines {owner.Count()}";

    private static IEnumerable<string> Violations(DefinedRule defined)
    {
        Rule rule = defined.Rule;
        IEnumerable<(bool Broken, string What)> laws =
        [
            (!Id().IsMatch(rule.Id), "has an id that is neither TEE-AREA-NN nor AREA-NN"),
            (string.IsNullOrWhiteSpace(rule.Title) || rule.Title.EndsWith('.') || rule.Title != rule.Title.Trim(), "has no title, or one that ends in a period or space"),
            (string.IsNullOrWhiteSpace(rule.Citation), "cites nothing"),
            (!Enum.IsDefined(rule.Kind), "has no kind"),
            (rule.Hint is { } hint && string.IsNullOrWhiteSpace(hint), "has an empty hint"),
            (!defined.Owner.Name.EndsWith("Rules", StringComparison.Ordinal), "is defined outside a type named Rules"),
        ];
        return laws.Where(law => law.Broken).Select(law => $"{defined} {law.What}");
    }

    private static IEnumerable<string> Twice(IReadOnlyList<DefinedRule> rules) =>
        rules.GroupBy(rule => rule.Rule.Id).Where(same => same.Count() > 1).Select(same => $"{same.Key} is defined twice: {string.Join(", ", same)}");

    [GeneratedRegex("^(?:[A-Z][A-Z0-9]+-)?[A-Z][A-Z0-9]+-[0-9]{2}$")]
    private static partial Regex Id();
}
