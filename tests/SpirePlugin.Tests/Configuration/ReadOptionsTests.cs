// SPDX-License-Identifier: Apache-2.0

using Attestation.Configuration;
using Attestation.SpirePlugin.Configuration;
using Attestation.SpirePlugin.Protos.Config;

namespace Attestation.SpirePlugin.Tests.Configuration;

public sealed class ReadOptionsTests
{
    private static readonly CoreConfiguration Core = new() { TrustDomain = "example.org" };

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("{}")]
    [InlineData("{\"size\":3}")]
    public void Good_options_give_an_action_and_no_problem(string text)
    {
        ReadOptions read = ReadOptions.Of(Core, text, new SizeReader());

        Assert.NotNull(read.Apply);
        Assert.Empty(read.Problems);
    }

    [Fact]
    public void Absent_core_configuration_is_told_in_SPIREs_words() =>
        Assert.Equal(["server core configuration is required"], ReadOptions.Of(null, "", new SizeReader()).Problems);

    [Fact]
    public void Empty_trust_domain_is_told_in_SPIREs_words() =>
        Assert.Equal(["server core configuration must contain trust_domain"], ReadOptions.Of(new(), "", new SizeReader()).Problems);

    [Theory]
    [InlineData("Example.org")]
    [InlineData("spiffe://example.org")]
    [InlineData("a b")]
    public void Malformed_trust_domain_is_told_with_its_cause(string name) => Assert.StartsWith(
        "server core configuration trust_domain is malformed: has ",
        Assert.Single(ReadOptions.Of(new() { TrustDomain = name }, "", new SizeReader()).Problems), StringComparison.Ordinal);

    [Fact]
    public void Every_problem_is_reported_at_once_with_its_line_and_unknown_keys_by_name()
    {
        ReadOptions read = ReadOptions.Of(null, "{\n\"other\":1,\n\"size\":\"x\"}", new SizeReader());

        Assert.Null(read.Apply);
        Assert.Equal(
            ["server core configuration is required", "line 2: other: is not a known key, want one of size", "line 3: size: is \"x\", want an integer from 1 to 9"],
            read.Problems);
    }

    [Theory]
    [InlineData("\"text\"")]
    [InlineData("{")]
    [InlineData("[]")]
    public void Text_that_holds_no_options_is_a_problem(string text)
    {
        ReadOptions read = ReadOptions.Of(Core, text, new SizeReader());

        Assert.Null(read.Apply);
        Assert.NotEmpty(read.Problems);
    }

    private sealed class SizeReader : IPluginConfiguration
    {
        public Func<CancellationToken, ValueTask>? Read(ConfigSection section, TrustDomainName trustDomain)
        {
            bool isGood = section.Integer("size", 1, 9) is not null || !section.Has("size");
            return isGood ? _ => ValueTask.CompletedTask : null;
        }
    }
}
