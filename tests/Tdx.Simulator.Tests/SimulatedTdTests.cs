// SPDX-License-Identifier: Apache-2.0

using Attestation.EventLogs;

namespace Attestation.Tdx.Simulator.Tests;

public sealed class SimulatedTdTests
{
    [Fact]
    public void The_event_log_replays_to_the_registers()
    {
        SimulatedTdxMachine machine = Machines.Create();
        Replay replay = ReplayOf(machine);
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(machine.Td.Rtmr(i), replay.Of((uint)i + 1).Value.Span);
        }
    }

    [Fact]
    public void The_event_log_may_be_interpreted()
    {
        Assert.True(SemanticReading.TryOf(LogOf(Machines.Create()), DigestAlgorithm.Sha384, [1, 2], out SemanticReading? reading));
        Assert.Empty(reading.Ambiguities);
        Assert.Contains(reading.Interpretable, each => each.Event.Type == EventType.EfiVariableDriverConfig);
    }

    [Fact]
    public void An_event_measured_later_is_in_the_next_log()
    {
        SimulatedTdxMachine machine = Machines.Create();
        byte[] before = machine.Td.Rtmr(3).ToArray();
        machine.Td.Measure(new(3, EventType.EventTag.Value, "application"u8.ToArray()));
        Assert.NotEqual(before, machine.Td.Rtmr(3).ToArray());
        Assert.Equal(machine.Td.Rtmr(3), ReplayOf(machine).Of(4).Value.Span);
    }

    [Theory]
    [InlineData(EventLogForm.EventMissing)]
    [InlineData(EventLogForm.DigestChanged)]
    public void A_log_that_lies_does_not_replay(EventLogForm form)
    {
        SimulatedTdxMachine machine = Machines.Create(each => each with { Td = each.Td with { EventLog = form } });
        Replay replay = ReplayOf(machine);
        Assert.Equal(1, Enumerable.Range(0, 4).Count(i => !machine.Td.Rtmr(i).SequenceEqual(replay.Of((uint)i + 1).Value.Span)));
    }

    [Fact]
    public void A_truncated_log_is_malformed()
    {
        SimulatedTdxMachine machine = Machines.Create(each => each with { Td = each.Td with { EventLog = EventLogForm.Truncated } });
        Assert.False(EventLog.TryParse(machine.Td.EventLog(), out _, out _));
    }

    [Fact]
    public void A_td_without_log_gives_no_part()
    {
        SimulatedTdxMachine machine = Machines.Create(each => each with { Td = each.Td with { EventLog = EventLogForm.Absent } });
        Assert.Equal(["quote"], machine.Evidence.Parts.Select(each => each.Name));
    }

    private static EventLog LogOf(SimulatedTdxMachine machine)
    {
        Assert.True(machine.Attest(machine.Options.ReportData.Span).TryGet("ccel", out EvidencePart? part));
        Assert.True(EventLog.TryParse(part.Bytes, out EventLog? log, out var malformed), malformed?.ToString());
        return log;
    }

    private static Replay ReplayOf(SimulatedTdxMachine machine)
    {
        Assert.True(Replay.TryOf(LogOf(machine), DigestAlgorithm.Sha384, StartValues.Zero, out Replay? replay));
        return replay;
    }
}
