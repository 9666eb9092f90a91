// SPDX-License-Identifier: Apache-2.0

using Attestation.SpirePlugin.Server.NodeAttestor;

namespace Attestation.SpirePlugin.Tests.Server;

public sealed class AgentPathTemplateTests
{
    [Fact]
    public void The_default_gives_an_id_of_the_instance()
    {
        Assert.True(AgentPathTemplate.TryParse(AgentPathTemplate.Default, "example.org", out AgentPathTemplate? template, out _));

        Assert.Equal("spiffe://example.org/spire/agent/tee/InstanceKind/InstanceSha256", template.Id("example.org", field => field.Name));
    }

    [Theory]
    [InlineData("tee/{{ .RunId }}", "does not begin")]
    [InlineData("/tee/x", "names no field")]
    [InlineData("/tee/{{ .Measurement }}", "want one of")]
    [InlineData("/tee/{{ .RunId | upper }}", "want one of")]
    [InlineData("/tee/{{ .RunId", "want one of")]
    [InlineData("/tee/{{ if true }}x{{ end }}", "want one of")]
    [InlineData("/tee/../{{ .RunId }}", "no SPIFFE ID has")]
    [InlineData("/tee//{{ .RunId }}", "no SPIFFE ID has")]
    [InlineData("/tee/a b/{{ .RunId }}", "no SPIFFE ID has")]
    [InlineData("/tee/{{ .RunId }}/", "no SPIFFE ID has")]
    [InlineData("/{{ .RunId }}/{{ .ChipSha256 }}/{{ .InstanceSha256 }}/x{{ .RunId }}", "at most 255")]
    public void What_gives_no_good_id_is_refused(string text, string because)
    {
        Assert.False(AgentPathTemplate.TryParse(text, "example.org", out _, out string? reason));

        Assert.Contains(because, reason, StringComparison.Ordinal);
    }
}
