// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Cli.Tests;

public sealed class HelpTests
{
    public static TheoryData<string> Verbs
    {
        get
        {
            using CliRun run = new();
            return [.. run.Verbs().Select(each => string.Join(' ', each))];
        }
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void The_help_of_a_verb_ends_in_examples_of_it(string verb)
    {
        using CliRun run = new();

        Assert.Equal(0, run.Run([.. verb.Split(' '), "--help"]));

        int at = run.Output.IndexOf("Examples:\n", StringComparison.Ordinal);
        Assert.True(at >= 0, run.Output);
        string[] examples = [.. run.Output[at..].Split('\n').Skip(1).TakeWhile(each => each.Length > 0)];
        Assert.NotEmpty(examples);
        Assert.All(examples, each => Assert.StartsWith($"  attest {verb}", each, StringComparison.Ordinal));
    }

    [Fact]
    public void Verbs_of_verbs_are_among_them() => Assert.Superset(new HashSet<string>(["verify", "log", "log prove", "policy init"]), new HashSet<string>(Verbs.Select(row => row.Data)));

    [Theory]
    [InlineData("log")]
    [InlineData("log", "verfy")]
    public void A_command_that_only_holds_verbs_wants_one(params string[] args)
    {
        using CliRun run = new();

        Assert.Equal(1, run.Run(args));
        Assert.StartsWith("attest: error: ", run.Error, StringComparison.Ordinal);
    }
}
