// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Attestation.Fakes;

namespace Attestation.Cli.Tests;

public sealed class JsonTests
{
    // CONTRACTS, section 9.2.
    private static readonly string[] Members =
    [
        "mediaType", "outcome", "exitCode", "evaluatedAt", "verifier", "evidences", "logs", "statements", "unsafe", "checks", "endorsements", "claims",
    ];

    [Theory]
    [InlineData("", "pass", 0)]
    [InlineData("tolerated", "warn", 0)]
    [InlineData("old", "fail", 3)]
    [InlineData("unsigned", "fail", 2)]
    public void The_document_has_the_same_members_on_success_and_failure(string words, string outcome, int code)
    {
        using CliRun run = new();

        Assert.Equal(code, run.Verify(words, "--output", "json"));

        Assert.Equal(Members, run.Json.EnumerateObject().Select(member => member.Name));
        Assert.Equal("application/vnd.attestation.result+json;version=1", run.Json.GetProperty("mediaType").GetString());
        Assert.Equal(outcome, run.Json.GetProperty("outcome").GetString());
        Assert.Equal(code, run.Json.GetProperty("exitCode").GetInt32());
    }

    [Fact]
    public void Nothing_evaluated_is_not_evaluated_in_words_too()
    {
        using CliRun run = new();
        run.Run("verify", run.Write("x", "nothing known"), "--policy", run.Policy(), "--output", "json");

        Assert.Equal("not_evaluated", run.Json.GetProperty("checks")[1].GetProperty("outcome").GetString());
        Assert.Equal("unknown", run.Json.GetProperty("evidences")[0].GetProperty("tee").GetString());
    }

    [Theory]
    [InlineData("", JsonValueKind.Object)]
    [InlineData("tolerated", JsonValueKind.Object)]
    [InlineData("old", JsonValueKind.Null)]
    public void Claims_are_null_unless_pass_or_warn(string words, JsonValueKind kind)
    {
        using CliRun run = new();

        run.Verify(words, "--output", "json");

        Assert.Equal(kind, run.Json.GetProperty("claims").ValueKind);
    }

    [Fact]
    public void Claims_are_a_group_a_tee_whole_and_typed()
    {
        using CliRun run = new();

        run.Verify("", "--output", "json");

        JsonElement claims = run.Json.GetProperty("claims").GetProperty("fake");
        Assert.Equal(FakeTee.Measurement, claims.GetProperty("measurement").GetString());
        Assert.False(claims.GetProperty("debug").GetBoolean());
        Assert.Equal("FAKE-1", claims.GetProperty("advisories")[0].GetString());
    }

    [Fact]
    public void A_check_says_what_was_got_and_wanted_and_why()
    {
        using CliRun run = new();

        run.Verify("tolerated", "--output", "json");

        JsonElement check = run.Json.GetProperty("checks").EnumerateArray().Single(each => each.GetProperty("id").GetString() == "FAK-TCB-01");
        Assert.Equal(["id", "title", "outcome", "spec", "got", "want", "because", "toleratedUntil"], check.EnumerateObject().Select(member => member.Name));
        Assert.Equal("Fake spec, section 4", check.GetProperty("spec").GetString());
        Assert.Equal("OutOfDate", check.GetProperty("got").GetString());
        Assert.Empty(check.GetProperty("want").EnumerateArray());
        Assert.Equal("2026-12-31T00:00:00Z", check.GetProperty("toleratedUntil").GetString());
    }

    [Fact]
    public void Want_is_a_list_on_every_check_and_null_stands_nowhere_in_one()
    {
        using CliRun run = new();

        run.Verify("", "--output", "json");

        foreach (JsonElement check in run.Json.GetProperty("checks").EnumerateArray())
        {
            Assert.Equal(JsonValueKind.Array, check.GetProperty("want").ValueKind);
            Assert.DoesNotContain(check.EnumerateObject(), member => member.Value.ValueKind == JsonValueKind.Null);
        }
    }

    [Fact]
    public void Endorsements_and_unsafe_keys_are_listed()
    {
        using CliRun run = new();

        run.Verify("", "--output", "json");

        JsonElement used = Assert.Single(run.Json.GetProperty("endorsements").EnumerateArray());
        Assert.Equal("fake/doc", used.GetProperty("name").GetString());
        Assert.Equal("unknown", used.GetProperty("retrievedAt").GetString());
        Assert.Equal("2026-12-17T00:00:00Z", used.GetProperty("nextUpdate").GetString());
        Assert.Equal(["reportDataUnsafe", "fake.anyMeasurementUnsafe"], run.Json.GetProperty("unsafe").EnumerateArray().Select(each => each.GetString()));
    }

    [Fact]
    public void An_error_leaves_stdout_empty()
    {
        using CliRun run = new();

        Assert.Equal(1, run.Run("verify", "/nowhere", "--policy", run.Policy(), "--output", "json"));
        Assert.Empty(run.Output);
    }
}
