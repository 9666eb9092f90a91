// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Attestation.TestKit;

namespace Attestation.Cli.Tests;

/// <summary>Exit codes stand in the README and in the help, and mean the same in both.</summary>
public sealed class ExitCodePageTests
{
    private static readonly string[] Codes = [.. Enum.GetValues<ExitCode>().Select(each => ((int)each).ToString(CultureInfo.InvariantCulture))];

    [Fact]
    public void The_table_of_the_readme_has_the_codes_of_the_code() => Assert.Equal(Codes, OfReadme().Select(row => row.Code));

    [Theory]
    [InlineData("--help")]
    [InlineData("verify", "--help")]
    public void The_help_has_them_with_the_words_of_the_readme(params string[] args)
    {
        using CliRun run = new();

        Assert.Equal(0, run.Run(args));

        (string Code, string Says)[] help = [.. run.Output[run.Output.IndexOf("Exit codes:\n", StringComparison.Ordinal)..].TrimEnd('\n').Split('\n')[1..].Select(line => (line.Trim()[..1], line.Trim()[1..].Trim()))];
        Assert.Equal(Codes, help.Select(row => row.Code));
        Assert.All(help.Zip(OfReadme()), pair => Assert.StartsWith(FirstWords(pair.First.Says), pair.Second.Says, StringComparison.OrdinalIgnoreCase));
    }

    private static IEnumerable<(string Code, string Says)> OfReadme() =>
        from line in File.ReadLines(Path.Combine(Repository.Root, "README.md")).SkipWhile(line => line != "| exit code | meaning |").Skip(2).TakeWhile(line => line.StartsWith('|'))
        let cells = line.Split('|')
        select (cells[1].Trim(), cells[2].Trim());

    private static string FirstWords(string says) => says.Split([',', ':', ';'], 2)[0];
}
