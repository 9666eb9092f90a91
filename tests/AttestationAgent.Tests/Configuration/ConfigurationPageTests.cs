// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Configuration;
using Attestation.TestKit;

namespace Attestation.Agent.Tests.Configuration;

/// <summary>docs/agent.md lists the keys that there are.</summary>
public sealed class ConfigurationPageTests
{
    private const string Page = "docs/agent.md";

    [Fact]
    public void The_table_of_the_page_has_the_keys_of_the_code() =>
        Assert.Equal(KnownKeys.Of(file => AgentOptions.Read(file)), PageKeys.Of(Page, "| key | default |"));

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
