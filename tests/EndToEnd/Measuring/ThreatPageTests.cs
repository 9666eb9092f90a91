// SPDX-License-Identifier: Apache-2.0

using System.Reflection;
using Attestation.Agent.Measuring;
using Attestation.EndToEnd.Fronts;
using Attestation.TestKit;

namespace Attestation.EndToEnd.Measuring;

/// <summary>docs/threats.md says what the code and its tests say.</summary>
public sealed class ThreatPageTests
{
    private const string Described = "–";

    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "threats.md"));

    [Fact]
    public void Every_attack_names_a_test_and_every_test_an_attack() =>
        Assert.Equal(Tests(typeof(AttackTests)).Order(), Rows("## Attacks").Select(row => row[^1].Trim('`')).Order());

    [Fact]
    public void Every_attack_is_refused_with_a_code_of_the_code_or_told() =>
        Assert.All(Rows("## Attacks"), row => Assert.True(
            row[2].StartsWith("refused", StringComparison.Ordinal) ? MeasurementReasons.All.Any(reason => row[3] == $"`{reason.Code}`") : row[2].StartsWith("told", StringComparison.Ordinal) && row[3] == Described,
            string.Join(" | ", row)));

    [Fact]
    public void Every_attack_with_exec_records_names_a_test_and_every_test_an_attack() =>
        Assert.Equal(Tests(typeof(ExecAttackTests)).Order(), Rows("## Attacks with exec records").Select(row => row[^1].Trim('`')).Order());

    [Fact]
    public void Every_attack_with_exec_records_is_refused_with_a_code_of_the_code_or_told() =>
        Assert.All(Rows("## Attacks with exec records"), row => Assert.True(
            row[1] == "refused" ? MeasurementReasons.All.Any(reason => row[2] == $"`{reason.Code}`") : row[1].StartsWith("told", StringComparison.Ordinal) && row[2] == Described,
            string.Join(" | ", row)));

    [Fact]
    public void Every_attack_on_a_front_names_a_test_and_every_test_an_attack() =>
        Assert.Equal(Tests(typeof(FrontAttackTests)).Order(), Rows("## Attacks on a front").Select(row => row[^1].Trim('`')).Order());

    [Fact]
    public void Every_attack_on_a_front_has_a_code_of_the_code_or_none() =>
        Assert.All(Rows("## Attacks on a front"), row => Assert.True(row[2] == Described || MeasurementReasons.All.Any(reason => row[2] == $"`{reason.Code}`"), string.Join(" | ", row)));

    [Fact]
    public void The_codes_are_those_of_the_code_in_its_order() =>
        Assert.Equal(MeasurementReasons.All.Select(reason => $"`{reason.Code}` {reason.Says}"), Rows("## Codes").Select(row => $"{row[0]} {row[1]}"));

    private static IEnumerable<string[]> Rows(string heading) =>
        from line in Lines.SkipWhile(each => each != heading).Skip(1).TakeWhile(each => !each.StartsWith("## ", StringComparison.Ordinal))
        where line.StartsWith("| ", StringComparison.Ordinal)
        let cells = line.Trim('|').Split(" | ").Select(cell => cell.Trim()).ToArray()
        where cells[0] is not ("attack" or "code" or "---")
        select cells;

    private static IEnumerable<string> Tests(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Instance).Where(each => each.GetCustomAttributes<FactAttribute>().Any()).Select(each => each.Name);
}
