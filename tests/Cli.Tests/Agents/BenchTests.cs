// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.RegularExpressions;
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
        Assert.Equal(run.Json.GetProperty("statements").GetInt64(), run.Json.GetProperty("histogram").EnumerateArray().Sum(bar => bar.GetProperty("count").GetInt64()));
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
    public void The_distribution_is_drawn_below_the_table_and_its_bars_count_every_statement()
    {
        using CliRun run = new() { Catalog = TeeCatalog.Default };

        Assert.Equal(0, run.Run("bench", "--callers", "4", "--duration", "PT0.3S", "--socket", scene.Sockets));

        Match[] bars = [.. Regex.Matches(run.Output, @"^ +[\d.]+ to +[\d.]+ ms  (?<bar>[▏▎▍▌▋▊▉█ ]{40}) (?<count>\d+)$", RegexOptions.Multiline).Cast<Match>()];
        Assert.InRange(bars.Length, 1, 16);
        Assert.Equal(
            long.Parse(Regex.Match(run.Output, @"answered +(\d+) in").Groups[1].Value, CultureInfo.InvariantCulture),
            bars.Sum(bar => long.Parse(bar.Groups["count"].Value, CultureInfo.InvariantCulture)));
        Assert.Contains(bars, bar => bar.Groups["bar"].Value == new string('█', 40));
    }

    [Fact]
    public void Where_the_locale_is_not_utf8_bars_are_ascii()
    {
        using CliRun run = new() { Catalog = TeeCatalog.Default };
        run.Variables["LANG"] = "C";

        Assert.Equal(0, run.Run("bench", "--callers", "1", "--duration", "PT0.2S", "--socket", scene.Sockets));

        Assert.Contains($" ms  {new string('#', 40)} ", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("█", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void On_a_terminal_its_progress_is_one_line_of_stderr_that_is_erased()
    {
        using CliRun run = new() { Catalog = TeeCatalog.Default, Terminal = true };

        Assert.Equal(0, run.Run("bench", "--callers", "1", "--duration", "PT2S", "--socket", scene.Sockets, "--output", "quiet"));

        Assert.Matches(@"^(\r\d of 2 s, \d+ statements)+\r\x1b\[K$", run.Error);
    }

    [Fact]
    public void In_a_file_there_is_no_progress()
    {
        using CliRun run = new() { Catalog = TeeCatalog.Default };

        Assert.Equal(0, run.Run("bench", "--callers", "1", "--duration", "PT1S", "--socket", scene.Sockets));

        Assert.Empty(run.Error);
    }

    [Fact]
    public void Without_an_agent_it_is_five()
    {
        using CliRun run = new();

        Assert.Equal(5, run.Run("bench", "--socket", run.Folder));
        Assert.Contains("no such socket", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_are_not_bound_to_a_process_that_a_runtime_runs()
    {
        using CliRun run = new() { Catalog = TeeCatalog.Default };

        Assert.Equal(5, run.Run("bench", "--bind", "--socket", scene.Sockets));
        Assert.Contains("process-refused: interpreter: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_bind_socket_its_path_is_named()
    {
        using CliRun run = new();

        Assert.Equal(5, run.Run("bench", "--bind", "--socket", run.Folder));
        Assert.Contains("bind/bind.sock: no agent: there is no such socket", run.Error, StringComparison.Ordinal);
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
