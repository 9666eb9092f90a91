// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Catalog;
using Attestation.Laws.Built;
using Attestation.Laws.Coverage;
using Attestation.Laws.Tree;

namespace Attestation.Laws;

public sealed class RuleCoverageTests
{
    private static readonly string RuleType = typeof(Rule).FullName!;

    [Fact]
    public void There_are_rules() => Assert.Contains(DefinedRule.All, rule => ReferenceEquals(rule.Rule, CatalogRules.Known));

    [Fact]
    public void Every_rule_has_an_id_of_its_own_a_title_and_a_citation() => Law.Holds(RuleForm.Violations(DefinedRule.All));

    [Fact]
    public void Every_rule_stands_in_its_types_list() =>
        Law.Holds([.. RuleForm.Unlisted(DefinedRule.All), .. RuleForm.WronglyListed(DefinedRule.All)]);

    [Fact]
    public void Every_rule_can_be_explained_from_the_catalog() =>
        Law.Holds(DefinedRule.All.Where(rule => !TeeCatalog.Default.Rules.Contains(rule.Rule)).Select(rule => $"{rule} is not among the catalog's rules"));

    [Fact]
    public void Nobody_but_a_rules_type_makes_a_rule() => Law.Holds(ProjectFile.OfSources.SelectMany(project => Makers(BuiltAssembly.Of(project))));

    [Fact]
    public void Every_rule_has_a_passing_and_a_failing_test() =>
        Law.Holds(RuleMark.Violations([.. DefinedRule.All.Select(rule => rule.Rule.Id)], RuleMark.All));

    [Theory]
    [InlineData("tdx-01", "it holds", "Intel")]
    [InlineData("TDX-1", "it holds", "Intel")]
    [InlineData("A-TDX-QE-01", "it holds", "Intel")]
    [InlineData("TDX-QE-01", "", "Intel")]
    [InlineData("TDX-QE-01", "it holds.", "Intel")]
    [InlineData("TDX-QE-01", "it holds", " ")]
    public void A_rule_of_another_form_is_found(string id, string title, string citation) =>
        Assert.NotEmpty(RuleForm.Violations([new(typeof(SampleRules), "Sample", new(id, RuleKind.Policy, title, citation))]));

    [Fact]
    public void A_rule_defined_twice_or_elsewhere_is_found()
    {
        Rule rule = new("TDX-QE-01", RuleKind.Policy, "it holds", "Intel");

        Assert.Empty(RuleForm.Violations([new(typeof(SampleRules), "A", rule)]));
        Assert.NotEmpty(RuleForm.Violations([new(typeof(SampleRules), "A", rule), new(typeof(SampleRules), "B", rule)]));
        Assert.NotEmpty(RuleForm.Violations([new(typeof(RuleCoverageTests), "A", rule)]));
    }

    [Fact]
    public void A_rule_that_the_list_forgot_is_found()
    {
        DefinedRule[] rules = [.. DefinedRule.In(typeof(SampleRules))];

        Assert.Equal(["SMP-02 (SampleRules.Forgotten) is not in SampleRules.All"], RuleForm.Unlisted(rules));
        Assert.Equal(["SampleRules.All has 1 rules, SampleRules defines 2"], RuleForm.WronglyListed(rules));
    }

    [Fact]
    public void A_rule_made_elsewhere_is_found() =>
        Assert.Contains(Makers(BuiltAssembly.Open(typeof(RuleCoverageTests).Assembly.Location)), found => found.Contains(nameof(RuleCoverageTests), StringComparison.Ordinal));

    [Fact]
    public void Marks_are_read_from_tests_that_run_and_from_no_others()
    {
        RuleMark[] marks = [.. RuleMark.In(BuiltAssembly.Open(typeof(SampleTests).Assembly.Location)).Where(mark => mark.Id.StartsWith("SMP-", StringComparison.Ordinal))];

        Assert.Equal([("SMP-01", Outcome.Pass), ("SMP-02", Outcome.Fail)], marks.Select(mark => (mark.Id, mark.Outcome)).Order());
    }

    [Fact]
    public void A_rule_without_tests_and_a_mark_without_a_rule_are_found() =>
        Assert.Equal(
            [
                "SMP-01 has no test marked Fail",
                "SMP-02 has no test marked Pass and none marked Fail",
                "Tests.C is marked SMP-03, which is no rule",
            ],
            RuleMark.Violations(
                ["SMP-01", "SMP-02"],
                [new("SMP-01", Outcome.Pass, "Tests.A"), new("SMP-02", Outcome.Warn, "Tests.B"), new("SMP-03", Outcome.Fail, "Tests.C")]));

    private static IEnumerable<string> Makers(BuiltAssembly assembly) =>
        from type in assembly.UsesByType()
        where type.Key != RuleType && !type.Key.EndsWith("Rules", StringComparison.Ordinal)
        from use in type
        where use.Type == RuleType && use.Member is (".ctor" or "<Clone>$")
        select $"{type.Key} makes a rule";

    private static class SampleRules
    {
        public static readonly Rule Sample = new("SMP-01", RuleKind.Policy, "it holds", "none");
        public static readonly Rule Forgotten = new("SMP-02", RuleKind.Policy, "it holds too", "none");

        public static ImmutableArray<Rule> All { get; } = [Sample];
    }
}
