// SPDX-License-Identifier: Apache-2.0

using Attestation.Fakes;

namespace Attestation.Cli.Tests;

public sealed class PolicyInitTests
{
    [Fact]
    public void The_policy_accepts_the_evidence_it_was_made_from_and_has_no_unsafe_key()
    {
        using CliRun run = new();
        string quote = run.Write("quote.bin", FakeTee.Quote());
        string policy = Path.Combine(run.Folder, "made.json");

        Assert.Equal(0, run.Run("policy", "init", quote, "--endorsements", run.Endorsements(), "--out", policy));
        Assert.DoesNotContain("Unsafe", File.ReadAllText(policy), StringComparison.Ordinal);
        Assert.Equal(0, run.Run("verify", quote, "--policy", policy, "--endorsements", run.Endorsements(), "--output", "json"));
        Assert.Empty(run.Json.GetProperty("unsafe").EnumerateArray());
    }

    [Fact]
    public void A_dash_prints_the_policy_and_nothing_else()
    {
        using CliRun run = new();

        Assert.Equal(0, run.Run("policy", "init", run.Write("quote.bin", FakeTee.Quote()), "--endorsements", run.Endorsements(), "--out", "-", "--output", "json"));
        Assert.Equal("application/vnd.attestation.policy+json;version=1", run.Json.GetProperty("mediaType").GetString());
        Assert.Equal(FakeTee.ReportData, run.Json.GetProperty("reportData").GetString());
        Assert.Equal("fake", run.Json.GetProperty("tees")[0][0].GetString());
        Assert.Equal(FakeTee.Measurement, run.Json.GetProperty("fake").GetProperty("measurements")[0].GetString());
    }

    [Theory]
    [InlineData("unsigned", 2)]
    [InlineData("old", 3)]
    public void From_evidence_that_does_not_verify_nothing_is_written(string words, int code)
    {
        using CliRun run = new();
        string policy = Path.Combine(run.Folder, "made.json");

        Assert.Equal(code, run.Run("policy", "init", run.Write("q", FakeTee.Quote(words)), "--endorsements", run.Endorsements(), "--out", policy));
        Assert.False(File.Exists(policy));
        Assert.StartsWith("✗ not trusted", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public void What_exists_is_overwritten_only_by_force()
    {
        using CliRun run = new();
        string policy = run.Write("made.json", "mine");
        string[] args = ["policy", "init", run.Write("q", FakeTee.Quote()), "--endorsements", run.Endorsements(), "--out", policy];

        Assert.Equal(1, run.Run(args));
        Assert.Equal("mine", File.ReadAllText(policy));
        Assert.Equal(0, run.Run([.. args, "--force"]));
    }
}
