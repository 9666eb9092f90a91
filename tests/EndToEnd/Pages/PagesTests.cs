// SPDX-License-Identifier: Apache-2.0

using Attestation.Cli.Tests;

namespace Attestation.EndToEnd.Pages;

/// <summary>Every command that a page shows is run here, in order, or the page says why not.</summary>
public sealed class PagesTests(NativeBinary native) : IClassFixture<NativeBinary>
{
    private const string Agent = """
        attestation-agent --simulate tdx --latency none --out proof > agent.log 2>&1 &
        for i in $(seq 60); do attestation-agent health ready > /dev/null && break; sleep 1; done
        echo release > release.tar
        """;

    private const string Quote = """
        attest simulate tdx --out given > /dev/null
        mv given/quote.bin given/policy.json . && mv given/endorsements DIR
        """;

    // What a page takes for granted; a page that is not here is begun in the checkout.
    private static readonly Dictionary<string, string> Given = new()
    {
        ["README.md"] = $"{Quote}\n{Agent}",
        ["src/Cli/README.md"] = $"{Quote}\n{Agent}",
        ["docs/log.md"] = $"{Agent}\nSHA256=$(sha256sum release.tar | cut -c1-64) NONCE=$SHA256",
    };

    public static TheoryData<string> Run => [.. PageBlock.Pages.Where(page => PageBlock.Of(page).Any(block => block.IsRun))];

    [Fact]
    public void Every_block_of_commands_is_run_or_says_why_not() =>
        Assert.Empty(from page in PageBlock.Pages from block in PageBlock.Of(page) where block.Problem is not null select $"{block}: {block.Problem}");

    [Theory]
    [MemberData(nameof(Run))]
    public void The_commands_of_a_page_do_in_their_order_what_it_shows(string page)
    {
        Assert.True(File.Exists(native.Attest));
        ShownCommand[] commands = [.. PageBlock.Of(page).Where(block => block.IsRun).SelectMany(block => block.Commands)];

        Assert.Empty(new PageRun(Given.GetValueOrDefault(page, ""), commands).Broken(commands));
    }

    [Fact]
    public void The_quick_start_and_the_readme_are_among_the_pages_that_are_run() =>
        Assert.Superset(new HashSet<string>(["README.md", "docs/quickstart.md", "docs/log.md"]), new HashSet<string>(Run.Select(row => row.Data)));

    [Theory]
    [InlineData("sh", "ls")]
    [InlineData("text", "$ ls")]
    [InlineData("console", "ls")]
    [InlineData("console norun", "$ ls")]
    [InlineData("console norun: cloud", "$ ls")]
    [InlineData("console quickly", "$ ls")]
    [InlineData("console norun: wants a cluster", "$ ls", true)]
    [InlineData("console", "$ ls", true)]
    [InlineData("text", "ls", true)]
    public void A_block_of_another_form_is_found(string fence, string line, bool isGood = false) =>
        Assert.Equal(isGood, Assert.Single(PageBlock.Read("page.md", [$"```{fence}", line, "```"])).Problem is null);

    [Theory]
    [InlineData("echo a; echo b", true, "a", "b")]
    [InlineData("echo a; echo b", true, "a")]
    [InlineData("echo a; echo b", true, "…", "b")]
    [InlineData("echo a1b; echo b", true, "a…b")]
    [InlineData("echo a; echo b", true)]
    [InlineData("echo a; echo b", false, "b")]
    [InlineData("echo a; echo b", false, "a", "c")]
    [InlineData("echo a; echo b", false, "a", "b", "a")]
    [InlineData("echo axb", false, "a.b")]
    [InlineData("exit 3", false)]
    [InlineData("(exit 3)", false)]
    public void A_page_that_shows_something_else_is_found(string command, bool isKept, params string[] shown)
    {
        ShownCommand[] commands = [new("page.md:1", command, shown)];

        Assert.Equal(isKept, !new PageRun("true", commands).Broken(commands).Any());
    }

    [Fact]
    public void A_command_sees_what_the_one_before_it_left()
    {
        ShownCommand[] commands = [.. Assert.Single(PageBlock.Read("page.md", ["```console", "$ x=1 && \\", "  cd /", "$ echo $x $PWD", "1 /", "$ (exit 3)", "$ echo $?", "3", "```"])).Commands];

        Assert.Empty(new PageRun("true", commands).Broken(commands));
    }
}
