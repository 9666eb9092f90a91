// SPDX-License-Identifier: Apache-2.0

using Attestation.Configuration;
using Attestation.Json;

namespace Attestation.Tests.Configuration;

public sealed class ConfigOverridesTests
{
    private readonly List<ConfigProblem> problems = [];
    private readonly ConfigOverrides overrides = new();

    [Fact]
    public void A_given_value_goes_before_the_files_and_the_first_given_before_the_next()
    {
        overrides.Add("commit.linger", "PT1S", "--linger");
        overrides.Add("COMMIT.LINGER", "PT2S", "ATTESTATION_AGENT__COMMIT__LINGER");
        overrides.Add("COMMIT.MAXLEAVES", "7", "ATTESTATION_AGENT__COMMIT__MAXLEAVES");

        ConfigSection commit = Of("""{ "commit": { "linger": "PT3S" } }""").Section("commit");

        Assert.Equal(TimeSpan.FromSeconds(1), commit.Duration("linger", default));
        Assert.Equal(7, commit.Integer("maxLeaves", 1, 9));
        Assert.Empty(problems);
        Assert.Empty(overrides.Unknown());
    }

    [Fact]
    public void A_section_that_the_file_lacks_can_be_given()
    {
        overrides.Add("tcp.serveEntriesUnsafe", "true", "variable");

        Assert.True(Of("{}").Section("tcp").Boolean("serveEntriesUnsafe", absent: false));
    }

    [Fact]
    public void A_wrong_value_is_reported_under_the_name_that_gave_it()
    {
        overrides.Add("commit.maxLeaves", "many", "ATTESTATION_AGENT__COMMIT__MAXLEAVES");

        Of("{}").Section("commit").Integer("maxLeaves", 1, 9);

        Assert.Equal("ATTESTATION_AGENT__COMMIT__MAXLEAVES: is \"many\", want an integer from 1 to 9", Assert.Single(problems).ToString());
    }

    [Fact]
    public void A_value_that_nobody_reads_is_a_problem()
    {
        overrides.Add("commit.lingre", "PT1S", "ATTESTATION_AGENT__COMMIT__LINGRE");

        Of("{}").Section("commit").Duration("linger", default);

        Assert.Equal("ATTESTATION_AGENT__COMMIT__LINGRE: is not a known key", Assert.Single(overrides.Unknown()).ToString());
    }

    private ConfigSection Of(string json)
    {
        Assert.True(StrictJson.TryParse(System.Text.Encoding.UTF8.GetBytes(json), "test", JsonLimits.Document, out JsonItem? root, out _));
        return new(root, "", problems, overrides);
    }
}
