// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Measuring;
using Attestation.Agent.Tests.Fakes;
using Attestation.Kernel;

namespace Attestation.Agent.Tests.Measuring;

/// <summary>Every reason for which a process is refused for what it is and does; those of its program are in <see cref="RefusedImageTests"/>.</summary>
public sealed class RefusedProcessTests
{
    [Fact]
    public async Task A_process_that_exits_between_the_looks_is_gone()
    {
        MeasuringRig rig = new();
        rig.Process.OnLook = look => rig.Process.Lives = look < 1;

        Assert.Equal(MeasurementReasons.PeerGone, (await rig.RefusedAsync()).Reason);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(7)]
    public async Task A_handle_that_the_kernel_names_otherwise_is_gone(int number)
    {
        MeasuringRig rig = new();
        rig.Process.KernelsNumber = number;

        Assert.Equal(MeasurementReasons.PeerGone, (await rig.RefusedAsync()).Reason);
    }

    [Fact]
    public async Task A_number_that_is_another_process_by_now_is_gone()
    {
        MeasuringRig rig = new();

        MeasurementRefusedException refused = await Assert.ThrowsAsync<MeasurementRefusedException>(
            () => rig.Measuring.OfPidAsync(FakeProcess.Number, FakeProcess.Start - 1, TestContext.Current.CancellationToken));

        Assert.Equal(MeasurementReasons.PeerGone, refused.Reason);
        Assert.Contains("started at 51007, want 51006", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_without_a_process_is_gone()
    {
        MeasurementRefusedException refused = await Assert.ThrowsAsync<MeasurementRefusedException>(
            () => new MeasuringRig().Measuring.OfPidAsync(1 << 22, 1, TestContext.Current.CancellationToken));

        Assert.Equal(MeasurementReasons.PeerGone, refused.Reason);
    }

    [Fact]
    public async Task A_process_that_never_looks_the_same_twice_is_refused_after_three_pairs()
    {
        MeasuringRig rig = new();
        rig.Process.OnLook = look => rig.Process.Links["cwd"] = $"/{look}";

        Assert.Equal(MeasurementReasons.ProcessChanged, (await rig.RefusedAsync()).Reason);
        Assert.Equal(6, rig.Process.Looks);
    }

    [Fact]
    public async Task An_exec_between_the_looks_is_seen_by_the_newly_opened_link()
    {
        MeasuringRig rig = new();
        rig.Process.OnLook = look => rig.Process.Image = new() { File = new((8UL << 32) | 1, 42 + (((ulong)look + 1) % 2), 11, 1000, 5) };

        Assert.Equal(MeasurementReasons.ProcessChanged, (await rig.RefusedAsync()).Reason);
    }

    [Theory]
    [InlineData("maps", "/lib/libc.so.6", "/lib/libd.so.6")]
    [InlineData("environ", "/bin", "/sbin")]
    [InlineData("cmdline", "--port", "--trop")]
    [InlineData("status", "Seccomp:\t2", "Seccomp:\t0")]
    [InlineData("status", "CapEff:\t0", "CapEff:\t1")]
    [InlineData("cgroup", "kubepods-pod", "kubepods-burstable-pod")]
    [InlineData("stat", "S 1 ", "S 2 ")]
    public async Task Whatever_changes_between_the_looks_is_noticed(string file, string from, string to)
    {
        MeasuringRig rig = new();
        rig.Process.OnLook = look => rig.Process.Files[file] = look % 2 == 0
            ? rig.Process.Files[file].Replace(to, from, StringComparison.Ordinal)
            : rig.Process.Files[file].Replace(from, to, StringComparison.Ordinal);

        Assert.Equal(MeasurementReasons.ProcessChanged, (await rig.RefusedAsync()).Reason);
    }

    [Fact]
    public async Task A_pid_namespace_of_another_user_namespace_is_foreign()
    {
        MeasuringRig rig = new();
        rig.Process.Owners["pid"] = new NamespaceIdentity(4, 500);
        Assert.Equal(MeasurementReasons.ForeignUserNamespace, (await rig.RefusedAsync()).Reason);

        rig.Process.Owners["pid"] = null;
        Assert.Equal(MeasurementReasons.ForeignUserNamespace, (await rig.RefusedAsync()).Reason);
    }

    [Fact]
    public async Task A_traced_process_is_refused()
    {
        MeasuringRig rig = new();
        rig.Process.Files["status"] = rig.Process.Files["status"].Replace("TracerPid:\t0", "TracerPid:\t77", StringComparison.Ordinal);

        Assert.Equal((MeasurementReasons.Traced, "process 77 traces it"), await rig.RefusedAsync());
    }

    [Theory]
    [InlineData("Uid:\t1000\t0\t1000\t1000")]
    [InlineData("Uid:\t1000\t1000\t0\t1000")]
    [InlineData("Uid:\t1000\t1000\t1000\t0")]
    public async Task Ids_that_differ_are_ambiguous(string ids)
    {
        MeasuringRig rig = new();
        rig.Process.Files["status"] = rig.Process.Files["status"].Replace("Uid:\t1000\t1000\t1000\t1000", ids, StringComparison.Ordinal);
        Assert.Equal(MeasurementReasons.AmbiguousCredentials, (await rig.RefusedAsync()).Reason);

        rig = new();
        rig.Process.Files["status"] = rig.Process.Files["status"].Replace("Gid:\t1000\t1000\t1000\t1000", ids.Replace("Uid", "Gid", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(MeasurementReasons.AmbiguousCredentials, (await rig.RefusedAsync()).Reason);
    }

    [Theory]
    [InlineData("LD_PRELOAD=/x.so", "unexpected-mapping")]
    [InlineData("LD_AUDIT=/x.so", "unexpected-mapping")]
    [InlineData("DOTNET_STARTUP_HOOKS=/x.dll", "runtime-hook")]
    [InlineData("CORECLR_PROFILER_PATH_64=/x.so", "runtime-hook")]
    [InlineData("JAVA_TOOL_OPTIONS=-javaagent:x", "runtime-hook")]
    [InlineData("NODE_OPTIONS=--require x", "runtime-hook")]
    [InlineData("PYTHONPATH=/x", "runtime-hook")]
    public async Task A_variable_that_loads_code_is_found_first_last_and_without_an_end(string entry, string code)
    {
        foreach (string environment in new[] { entry, $"{entry}\0A=1\0", $"A=1\0{entry}\0" })
        {
            MeasuringRig rig = new();
            rig.Process.Files["environ"] = environment;

            Assert.Equal(code, (await rig.RefusedAsync()).Reason.Code);
        }
    }

    [Theory]
    [InlineData("LD_PRELOAD=\0")]
    [InlineData("MY_LD_PRELOAD=/x.so\0")]
    [InlineData("A=LD_PRELOAD=/x.so\0")]
    [InlineData("=LD_PRELOAD\0\0\0")]
    [InlineData("")]
    public async Task A_variable_that_loads_nothing_is_not(string environment)
    {
        MeasuringRig rig = new();
        rig.Process.Files["environ"] = environment;

        await rig.MeasureAsync();
    }

    [Fact]
    public async Task Mappings_that_are_too_many_to_read_are_refused()
    {
        MeasuringRig rig = new();
        rig.Process.Files["maps"] = new string('x', (16 << 20) + 1);

        Assert.Equal(MeasurementReasons.TooLarge, (await rig.RefusedAsync()).Reason);
    }

    [Fact]
    public async Task A_process_that_makes_the_kernel_wait_is_given_up_and_holds_its_turn()
    {
        MeasuringRig rig = new(new() { AtOnce = 1, Time = TimeSpan.FromSeconds(10) });
        using ManualResetEventSlim reading = new();
        using ManualResetEventSlim go = new();
        rig.Image.OnRead = _ =>
        {
            reading.Set();
            go.Wait();
        };
        Task<Measurement> stuck = rig.MeasureAsync();
        reading.Wait(TestContext.Current.CancellationToken);
        rig.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(MeasurementReasons.Timeout, (await Assert.ThrowsAsync<MeasurementRefusedException>(() => stuck)).Reason);

        Task<Measurement> next = rig.MeasureAsync();
        rig.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(MeasurementReasons.Timeout, (await Assert.ThrowsAsync<MeasurementRefusedException>(() => next)).Reason);

        rig.Image.OnRead = _ => { };
        go.Set();
        await rig.MeasureAsync();
    }

    [Fact]
    public async Task A_thread_of_the_kernel_has_no_program_and_a_process_that_just_exited_is_gone()
    {
        MeasuringRig rig = new();
        rig.Process.Links.Remove("exe");
        Assert.Equal(MeasurementReasons.Unreadable, (await rig.RefusedAsync()).Reason);

        rig.Process.OnLook = _ => rig.Process.Lives = false;
        Assert.Equal(MeasurementReasons.PeerGone, (await rig.RefusedAsync()).Reason);
    }

    [Fact]
    public async Task An_agent_that_may_not_look_says_so()
    {
        MeasuringRig rig = new();
        rig.Procfs.Refuses = Errno.EACCES;

        Assert.Equal(MeasurementReasons.NotPermitted, (await rig.RefusedAsync()).Reason);
    }

    [Theory]
    [InlineData("stat")]
    [InlineData("status")]
    [InlineData("cgroup")]
    [InlineData("maps")]
    [InlineData("smaps")]
    [InlineData("mountinfo")]
    public async Task What_the_kernel_says_otherwise_than_expected_is_unreadable(string file)
    {
        MeasuringRig rig = new();
        rig.Process.Files[file] = "Garbage without end";
        if (file is "maps" or "smaps" or "mountinfo")
        {
            rig.Process.Files[file] = "garbage";
        }

        Assert.Equal(MeasurementReasons.Unreadable, (await rig.RefusedAsync()).Reason);
    }

    [Fact]
    public void Codes_are_kebab_and_each_is_there_once()
    {
        Assert.All(MeasurementReasons.All, reason => Assert.Matches("^[a-z]+(-[a-z]+)*$", reason.Code));
        Assert.Equal(MeasurementReasons.All.Length, MeasurementReasons.All.DistinctBy(reason => reason.Code).Count());
    }
}
