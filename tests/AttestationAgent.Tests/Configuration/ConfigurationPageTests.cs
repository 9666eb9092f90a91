// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Configuration;
using Attestation.TestKit;

namespace Attestation.Agent.Tests.Configuration;

/// <summary>docs/agent.md lists the keys that there are.</summary>
public sealed class ConfigurationPageTests
{
    private const string Page = "docs/agent.md";

    private static readonly IReadOnlyList<string> OfPage = PageKeys.Of(Page, "| key | default |");
    private static readonly IReadOnlyList<string> OfCode = KnownKeys.Of(file => AgentOptions.Read(file));

    [Fact]
    public void Every_key_that_is_read_stands_in_the_table() => Assert.Empty(OfCode.Except(OfPage));

    [Fact]
    public void Every_key_of_the_table_is_read_and_stands_there_once() => Assert.Empty(OfPage.Except(OfCode).Concat(OfPage.CountBy(key => key).Where(each => each.Value > 1).Select(each => each.Key)));

    [Fact]
    public void The_exit_codes_of_the_page_are_those_of_the_code()
    {
        string[] codes = [.. File.ReadLines(Path.Combine(Repository.Root, Page))
            .SkipWhile(line => line != "| code | |").Skip(2).TakeWhile(line => line.StartsWith('|')).Select(line => line.Split('|')[1].Trim())];

        Assert.Equal(["0", $"{AgentFailure.BadConfiguration}", $"{AgentFailure.NoEvidence}"], codes);
    }

    [Theory]
    [InlineData("`a.b`, `.c`", "a.b", "a.c")]
    [InlineData("`a.b`, `.c` `{d, e}`", "a.b.d", "a.b.e", "a.c.d", "a.c.e")]
    [InlineData("`a` † `[{b, c}]`", "a.b", "a.c")]
    public void A_cell_of_keys_is_read(string cell, params string[] keys) => Assert.Equal(keys, PageKeys.InCell(cell));
}
