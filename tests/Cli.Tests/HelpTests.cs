// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Cli.Tests;

public sealed class HelpTests
{
    [Theory]
    [InlineData("quote")]
    [InlineData("measure", "snp")]
    [InlineData("completion", "bash")]
    [InlineData("bind")]
    [InlineData("log")]
    [InlineData("log", "show")]
    [InlineData("log", "verify")]
    [InlineData("log", "prove")]
    [InlineData("log", "audit")]
    [InlineData("doctor")]
    [InlineData("bench")]
    public void The_help_of_a_verb_ends_in_examples_of_it(params string[] verb)
    {
        using CliRun run = new();

        Assert.Equal(0, run.Run([.. verb, "--help"]));

        string[] examples = run.Output[run.Output.IndexOf("Examples:\n", StringComparison.Ordinal)..].TrimEnd('\n').Split('\n')[1..];
        Assert.NotEmpty(examples);
        Assert.All(examples, each => Assert.StartsWith($"  attest {string.Join(' ', verb)}", each, StringComparison.Ordinal));
    }

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
