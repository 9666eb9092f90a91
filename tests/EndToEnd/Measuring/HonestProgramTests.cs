// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Attestation.Agent.Tests.Containers;
using Attestation.AgentClient;
using Attestation.AgentClient.V1;
using Attestation.EndToEnd.Clients;
using Attestation.EndToEnd.Processes;
using Attestation.EndToEnd.Storage;

namespace Attestation.EndToEnd.Measuring;

/// <summary>Programs that nobody attacks are measured, however they live.</summary>
public sealed class HonestProgramTests(RunningAgent agent) : IClassFixture<RunningAgent>
{
    [Theory]
    [InlineData("")]
    [InlineData("threads")]
    [InlineData("children")]
    public async Task A_program_is_measured_alone_among_threads_and_with_unrelated_children(string mode)
    {
        using AttackRig rig = new(agent);
        using HeldProgram program = HeldProgram.Start(BuiltPrograms.Trusted, [mode]);

        MeasureProcessResponse measured = await rig.MeasureAsync(program);

        Assert.Equal(AttackRig.TrustedDigest, measured.ExeSha256.ToByteArray());
        Assert.Equal($"exe:sha256:{Convert.ToHexStringLower(AttackRig.TrustedDigest)}", measured.Selectors[0]);
        Assert.True(measured.Measured is "hash" or "verity", measured.Measured);
        Assert.Contains($"\"pid\":{program.Pid}", measured.Process.ToStringUtf8(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_identical_programs_have_one_digest_and_each_its_own_description()
    {
        using AttackRig rig = new(agent);
        using HeldProgram one = HeldProgram.Start(rig.Copy(BuiltPrograms.Trusted, "one"), []);
        using HeldProgram other = HeldProgram.Start(rig.Copy(BuiltPrograms.Trusted, "other"), []);

        MeasureProcessResponse first = await rig.MeasureAsync(one);
        MeasureProcessResponse second = await rig.MeasureAsync(other);

        Assert.Equal(first.ExeSha256, second.ExeSha256);
        Assert.NotEqual(first.Process, second.Process);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_program_on_an_overlay_that_a_container_runtime_mounted_is_measured(bool isLowerElsewhere)
    {
        using AttackRig rig = new(agent);
        string lower = isLowerElsewhere ? Path.Combine("/dev/shm", Path.GetRandomFileName()) : rig.In("lower");
        Assert.SkipWhen(isLowerElsewhere && !Directory.Exists("/dev/shm"), "no /dev/shm");
        AttackRig.Run("mkdir", "-p", lower, rig.In("upper"), rig.In("work"), rig.In("merged"));
        AttackRig.Run("cp", BuiltPrograms.Trusted, Path.Combine(lower, "trusted"));
        try
        {
            using MountNamespace container = await MountNamespace.MakeAsync(
                $"mount -t overlay overlay -o lowerdir={lower},upperdir={rig.In("upper")},workdir={rig.In("work")} {rig.In("merged")}");
            using HeldProgram program = HeldProgram.Start("nsenter", [.. container.RunBy.Skip(1), Path.Combine(rig.In("merged"), "trusted")]);

            Assert.Equal(AttackRig.TrustedDigest, (await rig.MeasureAsync(program)).ExeSha256.ToByteArray());
        }
        finally
        {
            Directory.Delete(lower, recursive: true);
        }
    }

    [Fact]
    public async Task A_program_of_another_user_is_measured_by_a_privileged_agent()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "becoming another user needs root");
        using AttackRig rig = new(agent);
        using HeldProgram program = HeldProgram.Start(BuiltPrograms.Attack, ["as-user", "65534", BuiltPrograms.Trusted]);

        string process = (await rig.MeasureAsync(program)).Process.ToStringUtf8();

        Assert.Contains("\"uid\":65534", process, StringComparison.Ordinal);
        Assert.Contains("\"dumpable\":true", process, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agent_without_the_right_to_look_says_which_right_it_lacks()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && File.Exists("/usr/bin/setpriv"), "taking a right from the agent needs root and setpriv");
        using AgentSite site = new() { RunBy = ["setpriv", "--bounding-set=-sys_ptrace", "--inh-caps=-all", "--"] };
        using AgentProcess weak = await site.StartAsync();
        using AgentConnection node = site.ConnectNode();
        using HeldProgram program = HeldProgram.Start(BuiltPrograms.Attack, ["as-user", "65534", BuiltPrograms.Trusted]);

        AgentException refused = await Assert.ThrowsAsync<AgentException>(() => node.MeasureProcessAsync(program.Pid, program.StartTime));

        Assert.Equal(AgentException.ProcessRefused, refused.Reason);
        Assert.StartsWith("not-permitted: ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Processes_are_measured_on_the_node_socket_alone()
    {
        using AgentConnection plain = agent.Site.Connect();

        Assert.Equal("wrong-socket", (await Assert.ThrowsAsync<AgentException>(() => plain.MeasureProcessAsync(Environment.ProcessId, 1))).Reason);
    }

    [Fact]
    public async Task A_program_of_a_container_is_told_with_the_image_that_the_runtime_names()
    {
        await using MadeContainer container = await MadeContainer.StartAsync();
        using AgentSite site = container.Site();
        using AgentProcess knowing = await site.StartAsync();
        using AttackRig rig = new(site);
        HeldProgram first = HeldProgram.Start("unshare", ["--mount", BuiltPrograms.Trusted]);
        container.Begin(first);
        using HeldProgram second = HeldProgram.Start("nsenter", ["--target", first.Pid.ToString(CultureInfo.InvariantCulture), "--mount", BuiltPrograms.Trusted]);
        container.Enter(second);

        Assert.Contains($"image:sha256:{CriDouble.Manifest}", (await rig.MeasureAsync(first)).Selectors);
        Assert.Contains($"image:sha256:{CriDouble.Manifest}", (await rig.MeasureAsync(second)).Selectors);
    }

    [Fact]
    public async Task A_number_that_is_none_is_malformed()
    {
        using AgentConnection node = agent.Site.ConnectNode();

        Assert.Equal("malformed", (await Assert.ThrowsAsync<AgentException>(() => node.MeasureProcessAsync(-1, 1))).Reason);
    }
}
