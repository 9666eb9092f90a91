// SPDX-License-Identifier: Apache-2.0

using Attestation.Catalog;

namespace Attestation.Cli.Tests.Agents;

[Collection(AgentCollection.Name)]
public sealed class BenchTests(AgentScene scene)
{
    [Fact]
    public void Seventy_callers_share_two_connections_and_every_latency_is_between_the_median_and_the_longest()
    {
        using CliRun run = new() { Catalog = TeeCatalog.Default };

        Assert.Equal(0, run.Run("bench", "--callers", "70", "--duration", "PT0.5S", "--socket", scene.Sockets, "--output", "json"));

        Assert.Equal(2, run.Json.GetProperty("connections").GetInt32());
        Assert.True(run.Json.GetProperty("statements").GetInt64() >= 70);
        Assert.True(run.Json.GetProperty("simulated").GetBoolean());
        Assert.Empty(run.Json.GetProperty("refused").EnumerateObject());
        long[] latencies = [.. new[] { "p50", "p90", "p99", "p99.9", "max" }.Select(each => run.Json.GetProperty("latencyMicroseconds").GetProperty(each).GetInt64())];
        Assert.Equal(latencies.Order(), latencies);
        Assert.True(latencies[0] > 0);
    }

    [Fact]
    public void The_first_line_says_that_a_simulated_machine_was_measured()
    {
        using CliRun run = new() { Catalog = TeeCatalog.Default };

        Assert.Equal(0, run.Run("bench", "--callers", "1", "--duration", "PT0.2S", "--socket", scene.Sockets));
        Assert.Matches(@"^[\d.]+ statements a second   tdx · SIMULATED", run.Output);
        Assert.Contains("stalls      0 above", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_agent_it_is_five()
    {
        using CliRun run = new();

        Assert.Equal(5, run.Run("bench", "--socket", run.Folder));
        Assert.Contains("no such socket", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--callers", "0")]
    [InlineData("--callers", "many")]
    [InlineData("--duration", "10")]
    [InlineData("--duration", "PT0S")]
    [InlineData("--duration", "P2D")]
    [InlineData("--duration", "-PT1S")]
    public void Numbers_that_cannot_be_are_one(params string[] flags)
    {
        using CliRun run = new();

        Assert.Equal(1, run.Run(["bench", "--socket", run.Folder, .. flags]));
    }
}
