// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Attestation.SpirePlugin.GoPlugin;
using Attestation.SpirePlugin.Tests.ScriptedHost;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Attestation.SpirePlugin.Tests.GoPlugin;

public sealed class HclogTests
{
    private static readonly DateTimeOffset At = new(2026, 8, 22, 10, 11, 12, 123, TimeSpan.Zero);

    [Fact]
    public void Line_has_exactly_six_digits_of_a_second()
    {
        string line = Written(log => log.Write(LogLevel.Warning, "Something is odd", []));

        Assert.Equal("{\"@level\":\"warn\",\"@message\":\"Something is odd\",\"@timestamp\":\"2026-08-22T10:11:12.123000Z\"}\n", line);
    }

    [Theory]
    [InlineData(LogLevel.Debug, "debug")]
    [InlineData(LogLevel.Information, "info")]
    [InlineData(LogLevel.Warning, "warn")]
    [InlineData(LogLevel.Error, "error")]
    [InlineData(LogLevel.Critical, "error")]
    public void Level_is_one_that_SPIRE_knows(LogLevel level, string name) =>
        Assert.Equal(name, LogLine.Of(Written(log => log.Write(level, "x", [])).TrimEnd()).Level);

    [Theory]
    [InlineData("@message")]
    [InlineData("@level")]
    [InlineData("@timestamp")]
    [InlineData("@module")]
    [InlineData("plugin_name")]
    [InlineData("pluginType")]
    [InlineData("time")]
    [InlineData("level")]
    [InlineData("msg")]
    [InlineData("")]
    public void Field_never_takes_a_name_that_means_something_to_SPIRE(string name)
    {
        LogLine line = LogLine.Of(Written(log => log.Write(LogLevel.Error, "kept", [new(name, null)])).TrimEnd());

        Assert.Equal("kept", line.Message);
        Assert.DoesNotContain(line.Fields.Keys, key => key is "plugin_name" or "plugin_type" or "time" or "level" or "msg" or "");
        Assert.Single(line.Fields);
    }

    [Fact]
    public void Fields_have_words_with_low_lines_and_keep_numbers_and_booleans()
    {
        LogLine line = LogLine.Of(Written(log => log.Write(LogLevel.Error, "x", [new("agentId", "a"), new("Waiting", 3), new("isGood", true), new("agent_id", "b")])).TrimEnd());

        Assert.Equal("a", line.Fields["agent_id"].GetString());
        Assert.Equal(3, line.Fields["waiting"].GetInt32());
        Assert.True(line.Fields["is_good"].GetBoolean());
        Assert.Equal(3, line.Fields.Count);
    }

    [Theory]
    [InlineData('\n')]
    [InlineData('\ud800')]
    [InlineData('\0')]
    [InlineData('€')]
    [InlineData('"')]
    public void Hostile_text_stays_one_line_of_at_most_60_KiB(char each)
    {
        string text = new(each, 1 << 20);
        string line = Written(log => log.Write(LogLevel.Error, text, [.. Enumerable.Range(0, 50).Select(at => KeyValuePair.Create($"{at}{text}", (object?)text))]));

        Assert.InRange(Encoding.UTF8.GetByteCount(line), 1, HclogWriter.MaxLine);
        Assert.Equal(line.Length - 1, line.IndexOf('\n', StringComparison.Ordinal));
        Assert.Equal("error", LogLine.Of(line.TrimEnd('\n')).Level);
    }

    [Fact]
    public void Logger_makes_fields_of_values_and_of_an_exception()
    {
        LogLine line = LogLine.Of(Written(log =>
        {
            using HclogProvider provider = new(log);
            provider.CreateLogger("any").LogError(new InvalidOperationException("why"), "Call failed for {AgentId}", "spiffe://a/b");
        }).TrimEnd());

        Assert.Equal("Call failed for spiffe://a/b", line.Message);
        Assert.Equal("spiffe://a/b", line.Fields["agent_id"].GetString());
        Assert.Contains("why", line.Fields["error"].GetString(), StringComparison.Ordinal);
        Assert.Equal(2, line.Fields.Count);
    }

    [Fact]
    public void Trace_is_not_written_since_SPIRE_discards_it()
    {
        using HclogProvider provider = new(new(Stream.Null, TimeProvider.System));

        Assert.False(provider.CreateLogger("any").IsEnabled(LogLevel.Trace));
        Assert.True(provider.CreateLogger("any").IsEnabled(LogLevel.Debug));
    }

    [Fact]
    public void Crash_is_one_error_line()
    {
        LogLine line = LogLine.Of(Written(log =>
        {
            using CrashLines crashes = new(log);
            crashes.Write("Plugin crashed", new InvalidOperationException("one\ntwo"));
        }).TrimEnd());

        Assert.Equal("error", line.Level);
        Assert.Equal("Plugin crashed", line.Message);
        Assert.Contains("one\ntwo", line.Fields["error"].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Pipe_that_nobody_reads_is_no_reason_to_fail() =>
        new HclogWriter(new BrokenPipe(), TimeProvider.System).Write(LogLevel.Error, "x", []);

    private static string Written(Action<HclogWriter> write)
    {
        using MemoryStream stderr = new();
        write(new(stderr, new FakeTimeProvider(At)));
        return Encoding.UTF8.GetString(stderr.ToArray());
    }

    private sealed class BrokenPipe : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("broken pipe");
    }
}
