// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Attestation.Configuration;
using Attestation.Json;

namespace Attestation.Tests.Configuration;

/// <summary>One text under both styles: what HCL's users are granted, JSON's strictness keeps.</summary>
public sealed class ConfigStyleTests
{
    private readonly List<ConfigProblem> problems = [];

    [Fact]
    public void Keys_are_snake_case_in_HCL_alone()
    {
        const string Text = """{ "max_stale": 1 }""";

        Assert.Equal(1, Of(Text, ConfigStyle.Hcl).Integer("maxStale", 0, 9));
        Assert.Null(Of(Text, ConfigStyle.Json).Integer("maxStale", 0, 9));
        Assert.Null(Of("""{ "maxStale": 1 }""", ConfigStyle.Hcl).Integer("maxStale", 0, 9));
    }

    [Fact]
    public void Keys_match_in_any_case_in_HCL_alone()
    {
        const string Text = """{ "Online": true }""";

        Assert.True(Of(Text, ConfigStyle.Hcl).Boolean("online", absent: false));
        Assert.False(Of(Text, ConfigStyle.Json).Boolean("online", absent: false));
    }

    [Fact]
    public void Lists_under_keys_that_differ_in_case_are_one_list_in_HCL() =>
        Assert.Equal(["x", "y"], Of("""{ "Deny": ["x"], "deny": ["y"] }""", ConfigStyle.Hcl).Texts("deny"));

    [Theory]
    [InlineData(ConfigStyle.Hcl, "7", 0)]
    [InlineData(ConfigStyle.Json, null, 1)]
    public void A_number_is_a_string_in_HCL_alone(ConfigStyle style, string? want, int complaints)
    {
        Assert.Equal(want, Of("""{ "a": 7 }""", style).Text("a"));
        Assert.Equal(complaints, problems.Count);
    }

    [Theory]
    [InlineData(ConfigStyle.Hcl, 7L, 0)]
    [InlineData(ConfigStyle.Json, null, 1)]
    public void Digits_in_a_string_are_a_number_in_HCL_alone(ConfigStyle style, long? want, int complaints)
    {
        Assert.Equal(want, Of("""{ "a": "7" }""", style).Integer("a", 0, 9));
        Assert.Equal(complaints, problems.Count);
    }

    [Theory]
    [InlineData(ConfigStyle.Hcl)]
    [InlineData(ConfigStyle.Json)]
    public void A_string_is_never_a_boolean_and_a_scalar_never_a_list(ConfigStyle style)
    {
        ConfigSection section = Of("""{ "a": "true", "b": "x" }""", style);

        Assert.False(section.Boolean("a", absent: false));
        Assert.Empty(section.Texts("b"));
        Assert.Equal(2, problems.Count);
    }

    [Fact]
    public void Nested_sections_have_the_style_and_problems_its_spelling()
    {
        ConfigSection section = Of("""{ "sev_snp": { "minimum_tcb": { "boot_loader": "x" } } }""", ConfigStyle.Hcl);

        Assert.Null(Assert.Single(section.Section("sevSnp").Sections("minimumTcb")).Integer("bootLoader", 0, 9));
        Assert.Equal("line 1: sev_snp.minimum_tcb.boot_loader: is \"x\", want an integer from 0 to 9", Assert.Single(problems).ToString());
    }

    [Fact]
    public void An_unknown_key_is_answered_in_HCL_by_those_that_there_are()
    {
        ConfigSection section = Of("""{ "maxstale": 1 }""", ConfigStyle.Hcl);
        section.Integer("maxStale", 0, 9);
        section.Text("crl");

        section.Done();

        Assert.Equal("line 1: maxstale: is not a known key, want one of crl, max_stale", Assert.Single(problems).ToString());
    }

    private ConfigSection Of(string text, ConfigStyle style)
    {
        Assert.True(StrictJson.TryParse(Encoding.UTF8.GetBytes(text), "test", JsonLimits.Document, out JsonItem? root, out _));
        return new(root, "", problems, style: style);
    }
}
