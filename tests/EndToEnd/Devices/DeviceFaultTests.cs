// SPDX-License-Identifier: Apache-2.0

using Attestation.AgentClient;
using Attestation.AgentClient.V1;
using Attestation.EndToEnd.Crash;
using Attestation.EndToEnd.Processes;
using Attestation.Kernel;
using Attestation.Machine.Simulator.Guest;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;

namespace Attestation.EndToEnd.Devices;

/// <summary>What the device does wrong: callers with time never see it, others are told what and why, and nothing needs a restart.</summary>
public sealed class DeviceFaultTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("ask", Errno.EBUSY)]
    [InlineData("ask", Errno.EINTR)]
    [InlineData("ask", Errno.EIO)]
    [InlineData("ask", Errno.ETIMEDOUT)]
    [InlineData("ask", Errno.ENXIO)]
    [InlineData("read outblob", Errno.EBUSY)]
    [InlineData("read outblob", Errno.EINTR)]
    [InlineData("write inblob", Errno.EBUSY)]
    [InlineData("mkdir", Errno.ENXIO)]
    [InlineData("mkdir", Errno.ENOENT)]
    [InlineData("mkdir", Errno.ENOMEM)]
    [InlineData("read generation", Errno.EIO)]
    [InlineData("close inblob", Errno.EBUSY)]
    public async Task A_fault_that_passes_is_seen_by_no_caller(string call, Errno errno)
    {
        await using DeviceRig rig = await DeviceRig.TdAsync(deadline: "PT60S");
        rig.Script.Fail(call, errno);

        AppendResponse answer = await rig.Connection.AppendAsync(Appends.Random());

        Assert.Equal(1UL, answer.Index);
        using RunOnDisk run = RunOnDisk.Of(rig.State, answer.Origin);
        run.Holds(answer);
    }

    [Theory]
    [InlineData("ask", Errno.EIO, "device-busy", "EIO")]
    [InlineData("ask", Errno.ETIMEDOUT, "device-timeout", "ETIMEDOUT")]
    [InlineData("ask", Errno.ENXIO, "device-busy", "ENXIO")]
    [InlineData("ask", Errno.EINVAL, "device-busy", "EINVAL")]
    [InlineData("mkdir", Errno.ENXIO, "device-busy", "no TEE's driver is loaded")]
    [InlineData("mkdir", Errno.EACCES, "device-busy", "EACCES")]
    public async Task A_fault_that_stays_is_named_and_when_it_passes_the_same_run_goes_on(string call, Errno errno, string reason, string says)
    {
        await using DeviceRig rig = await DeviceRig.TdAsync();
        rig.Script.Fail(call, errno, times: int.MaxValue);

        AgentException refused = await Assert.ThrowsAsync<AgentException>(() => rig.Connection.AppendAsync(Appends.Random()));

        Assert.Equal(reason, refused.Reason);
        Assert.Equal(StatusCode.Unavailable, Assert.IsType<RpcException>(refused.InnerException).StatusCode);
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
        await GoesOnAsync(rig);
    }

    [Fact]
    public async Task Writes_that_the_kernel_drops_are_never_taken_for_a_quote()
    {
        await using DeviceRig rig = await DeviceRig.TdAsync(deadline: "PT3S");
        rig.Script.Fail("close inblob", Errno.EBUSY, times: int.MaxValue);

        AgentException refused = await Assert.ThrowsAsync<AgentException>(() => rig.Connection.AppendAsync(Appends.Random()));

        Assert.Contains("generation", refused.Message, StringComparison.Ordinal);
        await GoesOnAsync(rig);
    }

    [Fact]
    public async Task An_empty_answer_is_no_evidence()
    {
        await using DeviceRig rig = await DeviceRig.TdAsync();
        rig.Script.AnswersNothing = true;

        AgentException refused = await Assert.ThrowsAsync<AgentException>(() => rig.Connection.AppendAsync(Appends.Random()));

        Assert.Contains("empty outblob", refused.Message, StringComparison.Ordinal);
        await GoesOnAsync(rig);
    }

    [Fact]
    public async Task A_driver_that_is_unloaded_is_named_while_what_was_published_is_still_proven()
    {
        await using DeviceRig rig = await DeviceRig.TdAsync();
        AppendResponse before = await AppendedAsync(rig);
        rig.Script.Vanish();

        AgentException refused = await Assert.ThrowsAsync<AgentException>(() => rig.Connection.AppendAsync(Appends.Random()));

        Assert.Contains("ENXIO", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before.Proof, (await rig.Connection.GetProofAsync(before.Index, before.Size)).Proof);
    }

    [Theory]
    [InlineData(Errno.EINTR)]
    [InlineData(Errno.EFAULT)]
    public async Task The_sev_device_recovers_from_what_came_before_the_request(Errno errno)
    {
        await using DeviceRig rig = await DeviceRig.SnpDeviceAsync();
        rig.Script.Fail("ioctl SNP_GET_REPORT", errno);

        AppendResponse answer = await rig.Connection.AppendAsync(Appends.Random(), Patience);

        using RunOnDisk run = RunOnDisk.Of(rig.State, answer.Origin);
        run.Holds(answer);
    }

    [Fact]
    public async Task A_wiped_message_key_of_the_sev_device_is_named_with_what_to_do()
    {
        await using DeviceRig rig = await DeviceRig.SnpDeviceAsync();
        rig.Script.Fail("ioctl SNP_GET_REPORT", Errno.EIO);

        AgentException refused = await Assert.ThrowsAsync<AgentException>(() => rig.Connection.AppendAsync(Appends.Random()));

        Assert.Contains("restart the guest", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_register_that_cannot_be_extended_ends_the_start()
    {
        KernelScript script = new();
        script.Fail("write rtmr3:sha384", Errno.EIO);

        AttesterException failed = await Assert.ThrowsAsync<AttesterException>(() => DeviceRig.TdAsync(script: script));

        Assert.Contains("rtmr3", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stall_of_10_seconds_is_waited_for_and_one_quote_answers_all_who_came_meanwhile()
    {
        FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
        TaskCompletionSource stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        SimulatedLatency model = new("one-stall", number =>
        {
            if (number == 1)
            {
                stalled.TrySetResult();
            }

            return number == 1 ? TimeSpan.FromSeconds(10.2) : TimeSpan.Zero;
        });
        await using DeviceRig rig = await DeviceRig.TdAsync(model, clock, "PT10M");
        Task<AppendResponse> first = rig.Connection.AppendAsync(Appends.Random());
        await stalled.Task.WaitAsync(Patience);
        Task<AppendResponse>[] others = [.. Enumerable.Range(0, 20).Select(_ => rig.Connection.AppendAsync(Appends.Random()))];
        AgentException impatient = await Assert.ThrowsAsync<AgentException>(() => rig.Connection.AppendAsync(Appends.Random(), TimeSpan.FromMilliseconds(300)));

        await AdvanceAsync(clock, Task.WhenAll([first, .. others]));

        ulong[] sizes = [.. (await Task.WhenAll(others)).Select(each => each.Size).Distinct()];
        Assert.Equal(2UL, (await first).Size);
        Assert.Equal([23UL], sizes);
        Assert.Contains(impatient.Reason, (string[])["device-timeout", nameof(StatusCode.DeadlineExceeded)]);
        Assert.Equal(1, rig.Stalls);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(-1000)]
    public async Task A_clock_that_jumps_by_years_stops_nobody(int days)
    {
        JumpingClock clock = new();
        await using DeviceRig rig = await DeviceRig.TdAsync(clock: clock, deadline: "PT10M");
        AppendResponse before = await AppendedAsync(rig);

        clock.Jump = TimeSpan.FromDays(days);

        AppendResponse after = await rig.Connection.AppendAsync(Appends.Random()).WaitAsync(Patience);
        Assert.True(after.Index > before.Index);
        using RunOnDisk run = RunOnDisk.Of(rig.State, after.Origin);
        run.Holds(after);
    }

    // Time passes in steps while real threads do their part.
    private static async Task AdvanceAsync(FakeTimeProvider clock, Task until)
    {
        for (int step = 0; step < 500 && !until.IsCompleted; step++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(until, Pause());
        }

        await until.WaitAsync(Patience);
    }

    private static async Task Pause()
    {
        using PeriodicTimer tick = new(TimeSpan.FromMilliseconds(20));
        await tick.WaitForNextTickAsync();
    }

    private static async Task<AppendResponse> AppendedAsync(DeviceRig rig) => await rig.Connection.AppendAsync(Appends.Random()).WaitAsync(Patience);

    // The same run: its earlier leaves are in the tree, answered or not.
    private static async Task GoesOnAsync(DeviceRig rig)
    {
        rig.Script.Heal();
        AppendResponse answer = await rig.Connection.AppendAsync(Appends.Random(), TimeSpan.FromSeconds(60));
        Assert.True(answer.Index > 0);
        using RunOnDisk run = RunOnDisk.Of(rig.State, answer.Origin);
        run.Holds(answer);
    }
}
