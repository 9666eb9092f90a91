// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Measuring;
using Attestation.Agent.Tests.Fakes;
using Attestation.Kernel;

namespace Attestation.Agent.Tests.Measuring;

/// <summary>What records of execs add to a measurement: a claim where they cover the process, a refusal where they contradict, nothing where they do not know.</summary>
public sealed class ExecRecordTests
{
    private const int Parent = 4000;

    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(1);

    private readonly MeasuringRig rig = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_process_whose_exec_was_told_and_has_settled_is_watched()
    {
        rig.Events.Exec();
        Settle();

        Assert.Contains("exec-watched:true", await SelectorsAsync());
    }

    [Fact]
    public async Task Without_records_nothing_is_said_of_execs()
    {
        rig.Events.Exec();
        Settle();

        Assert.DoesNotContain("exec-watched:true", MeasuredSelectors.Of(await rig.MeasureAsync(Cancelled)));
    }

    [Fact]
    public async Task A_process_that_ran_before_the_agent_is_unknown_and_not_refused() => Assert.DoesNotContain("exec-watched:true", await SelectorsAsync());

    [Fact]
    public async Task An_exec_within_the_settling_time_is_refused()
    {
        rig.Events.Exec();
        rig.Watch.Turn();
        rig.Clock.Advance(Settled - TimeSpan.FromMilliseconds(1));

        Assert.Equal(MeasurementReasons.ExecDuringExchange, await RefusedAsync());
        rig.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Contains("exec-watched:true", await SelectorsAsync());
    }

    [Fact]
    public async Task An_exec_of_a_process_that_was_unknown_until_then_is_refused_too()
    {
        rig.Process.OnLook = look => ExecAt(look, 1);

        Assert.Equal(MeasurementReasons.ExecDuringExchange, await RefusedAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_swap_forth_and_back_between_the_looks_is_refused(int at)
    {
        rig.Events.Exec();
        Settle();
        rig.Process.OnLook = look => ExecAt(look, at);

        Assert.Equal(MeasurementReasons.ExecDuringExchange, await RefusedAsync());
    }

    [Fact]
    public async Task Another_file_behind_the_exe_link_than_was_executed_is_refused()
    {
        rig.Events.Exec();
        Settle();
        rig.Image.File = rig.Image.File with { Inode = 43 };
        rig.Image.Mapped = rig.Image.Mapped with { Inode = 43 };
        rig.Process.Files["maps"] = FakeProcess.Maps("08:01 43");
        rig.Process.Files["smaps"] = FakeProcess.Maps("08:01 43", "Anonymous:             0 kB\n");

        Assert.Equal(MeasurementReasons.ExecRecordMismatch, await RefusedAsync());
    }

    [Fact]
    public async Task A_file_that_was_written_since_it_was_executed_is_the_same_file()
    {
        rig.Events.Exec();
        Settle();
        rig.Image.File = rig.Image.File with { ChangedNanoseconds = 9 };

        Assert.Contains("exec-watched:true", await SelectorsAsync());
    }

    [Fact]
    public async Task Lost_events_make_every_process_unknown_until_its_next_exec()
    {
        rig.Events.Exec();
        Settle();
        rig.Events.Lose();
        Assert.DoesNotContain("exec-watched:true", await SelectorsAsync());

        rig.Events.Exec();
        Settle();
        Assert.Contains("exec-watched:true", await SelectorsAsync());
    }

    [Fact]
    public async Task Events_lost_during_the_measuring_leave_the_process_unknown()
    {
        rig.Events.Exec();
        Settle();
        rig.Process.OnLook = look => LoseAt(look, 1);

        Assert.DoesNotContain("exec-watched:true", await SelectorsAsync());
    }

    [Fact]
    public async Task A_child_of_a_watched_process_is_watched_once_its_fork_has_settled()
    {
        rig.Events.Exec(Parent);
        Settle();
        rig.Events.Fork(Parent);
        Assert.DoesNotContain("exec-watched:true", await SelectorsAsync());

        Settle();
        Assert.Contains("exec-watched:true", await SelectorsAsync());
    }

    [Fact]
    public async Task A_child_of_an_unknown_process_is_unknown_and_so_is_a_number_that_comes_again()
    {
        rig.Events.Exec();
        rig.Events.Fork(Parent);
        Settle();
        Assert.DoesNotContain("exec-watched:true", await SelectorsAsync());

        rig.Events.Exec();
        rig.Events.Exit();
        Settle();
        Assert.DoesNotContain("exec-watched:true", await SelectorsAsync());
    }

    [Fact]
    public async Task A_child_that_runs_another_file_than_the_parent_that_the_kernel_names_is_unknown()
    {
        rig.Events.Exec(Parent);
        rig.Events.Fork(Parent);
        Settle();
        rig.Image.File = rig.Image.File with { Inode = 43 };

        Assert.DoesNotContain("exec-watched:true", await SelectorsAsync());
    }

    [Fact]
    public async Task A_file_that_could_not_be_seen_at_the_exec_leaves_the_process_unknown()
    {
        rig.Procfs.HidesPrograms = true;
        rig.Events.Exec();
        Settle();

        Assert.DoesNotContain("exec-watched:true", await SelectorsAsync());
    }

    [Fact]
    public async Task A_kernel_that_tells_no_more_leaves_every_process_unknown_for_good()
    {
        rig.Events.Exec();
        Settle();
        rig.Events.Fails = Errno.EBADF;
        Assert.DoesNotContain("exec-watched:true", await SelectorsAsync());

        rig.Events.Fails = Errno.None;
        Assert.True(rig.Watch.IsBroken);
        Assert.DoesNotContain("exec-watched:true", await SelectorsAsync());
    }

    [Fact]
    public async Task A_peer_of_a_front_need_not_settle_but_a_swap_is_refused()
    {
        rig.Events.Exec();
        Measurement first = await PeerAsync();
        rig.Events.Exec();
        Measurement second = await PeerAsync();

        Assert.NotNull(first.Exec);
        Assert.True(second.IsOfAnotherExec(first));
        Assert.False(second.IsOfAnotherExec(first with { Exec = null }));
        rig.Process.OnLook = look => ExecAt(look, rig.Process.Looks - 1);
        Assert.Equal(MeasurementReasons.ExecDuringExchange, (await Assert.ThrowsAsync<MeasurementRefusedException>(PeerAsync)).Reason);
    }

    [Fact]
    public void Records_are_bounded_and_those_of_processes_that_exited_make_room()
    {
        ExecRecords records = new(rig.Procfs, rig.Clock, most: 2);
        foreach (int pid in new[] { 1, 2, 3 })
        {
            records.Apply(new(ProcessEventKind.Exec, pid, 0));
        }

        Assert.Equal((2, true), (records.Count, records.Of(3) is null));
        records.Apply(new(ProcessEventKind.Exit, 1, 0));
        records.Apply(new(ProcessEventKind.Fork, 3, 2));
        Assert.Equal((2, true), (records.Count, records.Of(3)?.IsInherited));
        records.Apply(new(ProcessEventKind.Lost, 0, 0));
        Assert.Equal(0, records.Count);
    }

    private Task<Measurement> PeerAsync() => rig.Watching.OfPeerAsync(rig.Process, FakeProcess.Start, bound: null, Cancelled);

    private async Task<string[]> SelectorsAsync() => [.. MeasuredSelectors.Of(await rig.Watching.OfPidAsync(FakeProcess.Number, FakeProcess.Start, Cancelled))];

    private async Task<MeasurementReason> RefusedAsync() => (await Assert.ThrowsAsync<MeasurementRefusedException>(SelectorsAsync)).Reason;

    // The records have the time at which they were told.
    private void Settle()
    {
        rig.Watch.Turn();
        rig.Clock.Advance(Settled);
    }

    // Some time is over since the measuring began.
    private void ExecAt(int look, int at)
    {
        if (look == at)
        {
            rig.Clock.Advance(TimeSpan.FromTicks(1));
            rig.Events.Exec();
        }
    }

    private void LoseAt(int look, int at)
    {
        if (look == at)
        {
            rig.Events.Lose();
        }
    }
}
