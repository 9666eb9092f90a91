// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.Agent.Measuring;
using Attestation.Agent.Sockets;
using Attestation.Agent.Tests.Fakes;
using Attestation.AgentClient;
using Attestation.AgentClient.V1;
using Attestation.Kernel;
using Grpc.Core;

namespace Attestation.Agent.Tests.Measuring;

/// <summary>Who may have a process measured, and how the answer is worded.</summary>
public sealed class MeasureCallsTests
{
    private readonly MeasuringRig rig = new();

    private readonly CallQuota quota;

    public MeasureCallsTests()
    {
        quota = new(new(rig.Clock), () => new(PerSecond: 10, BytesPerMinute: int.MaxValue, Burst: 3));
    }

    private MeasureCalls Calls => new(rig.Measuring, rig.Procfs, quota);

    [Fact]
    public async Task A_caller_of_the_agents_pid_namespace_is_answered()
    {
        MeasureProcessResponse answer = await MeasureAsync();

        Assert.Equal(SHA256.HashData("the program"u8), answer.ExeSha256.ToByteArray());
        Assert.Equal(("hash", "binding:pid"), (answer.Measured, answer.Selectors[^1]));
        Assert.Contains("\"pid\":4312", answer.Process.ToStringUtf8(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_of_another_pid_namespace_is_not_answered_about_whoever_has_that_number_here()
    {
        rig.Process.Namespaces["pid"] = new(4, 999);

        Assert.Equal((StatusCode.FailedPrecondition, "pid-namespace"), await RefusedAsync(() => MeasureAsync()));
    }

    [Fact]
    public async Task A_caller_that_is_not_visible_is_of_another_pid_namespace() =>
        Assert.Equal((StatusCode.FailedPrecondition, "pid-namespace"), await RefusedAsync(() => MeasureAsync(caller: 0)));

    [Fact]
    public async Task Numbers_of_another_procfs_are_not_used()
    {
        rig.Procfs.OwnNumbers = false;

        Assert.Equal((StatusCode.FailedPrecondition, "pid-namespace"), await RefusedAsync(() => MeasureAsync()));
    }

    [Theory]
    [InlineData(0, "51007")]
    [InlineData(-1, "51007")]
    [InlineData(FakeProcess.Number, "")]
    [InlineData(FakeProcess.Number, "-1")]
    [InlineData(FakeProcess.Number, " 51007")]
    [InlineData(FakeProcess.Number, "18446744073709551616")]
    public async Task A_question_without_a_process_is_malformed(int pid, string startTime) =>
        Assert.Equal((StatusCode.InvalidArgument, "malformed"), await RefusedAsync(() => MeasureAsync(pid, startTime)));

    [Fact]
    public async Task A_refusal_has_its_code_first()
    {
        rig.Image.Links = 0;

        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => MeasureAsync());

        Assert.Equal((StatusCode.PermissionDenied, "process-refused"), (refused.StatusCode, refused.Trailers.GetValue(AgentException.ReasonTrailer)));
        Assert.StartsWith("deleted-image: ", refused.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agent_that_may_not_look_at_its_caller_says_which_right_it_lacks()
    {
        rig.Procfs.Refuses = Errno.EACCES;

        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => MeasureAsync());

        Assert.StartsWith("not-permitted: ", refused.Status.Detail, StringComparison.Ordinal);
        Assert.Contains("CAP_SYS_PTRACE", refused.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_has_a_quota_and_what_is_over_it_is_not_measured()
    {
        for (int i = 0; i < 3; i++)
        {
            await MeasureAsync();
        }

        int looks = rig.Process.Looks;
        Assert.Equal((StatusCode.ResourceExhausted, "quota"), await RefusedAsync(() => MeasureAsync()));
        Assert.Equal(looks, rig.Process.Looks);
        rig.Clock.Advance(TimeSpan.FromMilliseconds(100));
        await MeasureAsync();
    }

    private Task<MeasureProcessResponse> MeasureAsync(int pid = FakeProcess.Number, string startTime = "51007", int caller = FakeProcess.Number)
    {
        SocketPeer peer = new(new(caller, 0, 0, [], rig.Process), FakeProcess.Start, SocketName.Node, () => null);
        return Calls.MeasureAsync(new() { Pid = pid, StartTime = startTime }, peer, TestContext.Current.CancellationToken);
    }

    private static async Task<(StatusCode Code, string? Reason)> RefusedAsync(Func<Task> ask)
    {
        RpcException refused = await Assert.ThrowsAsync<RpcException>(ask);
        return (refused.StatusCode, refused.Trailers.GetValue(AgentException.ReasonTrailer));
    }
}
