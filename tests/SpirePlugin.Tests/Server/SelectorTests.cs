// SPDX-License-Identifier: Apache-2.0

using Attestation.SpirePlugin.Server.NodeAttestor;
using Attestation.TestKit;

namespace Attestation.SpirePlugin.Tests.Server;

public sealed class SelectorTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "plugins", "server-node-attestor.md"));

    [Fact]
    public void The_page_has_every_selector_as_the_code_has_it() =>
        Assert.All(Selectors.All, kind => Assert.Contains($"| `{kind.Example}` | {(kind.OptIn is null ? "" : $"`{kind.OptIn}` ")}| {kind.Description} |", Page, StringComparison.Ordinal));

    [Fact]
    public void The_page_has_no_other_selector()
    {
        string[] rows = [.. Page.Split('\n').SkipWhile(line => line != "## Selectors").TakeWhile(line => line != "## Agent path template").Where(line => line.StartsWith("| `", StringComparison.Ordinal))];

        Assert.Equal([.. Selectors.All.Select(kind => kind.Name), Selectors.KeyBound], rows.Select(row => row[3..row.IndexOf('`', 3)]).Select(example => example[..example.LastIndexOf(':')]));
    }

    [Fact]
    public void The_page_has_every_field_of_agent_paths() =>
        Assert.All(AgentPathField.All, field => Assert.Contains($"| `{{{{ .{field.Name} }}}}` | {field.Description} |", Page, StringComparison.Ordinal));

    [Fact]
    public void Examples_begin_with_their_kind_in_lower_case_kebab() =>
        Assert.All(Selectors.All, kind => Assert.Matches($"^{kind.Name}:[a-z0-9][a-z0-9-]*…?$", kind.Example));

    [Theory]
    [InlineData("UpToDate", "up-to-date")]
    [InlineData("SWHardeningNeeded", "sw-hardening-needed")]
    [InlineData("ConfigurationAndSWHardeningNeeded", "configuration-and-sw-hardening-needed")]
    [InlineData("OutOfDateConfigurationNeeded", "out-of-date-configuration-needed")]
    public void Statuses_are_kebab(string status, string kebab) => Assert.Equal(kebab, Selectors.Kebab(status));
}
