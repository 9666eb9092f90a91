// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Measuring;
using Attestation.Agent.Tests.Fakes;
using Attestation.Kernel;

namespace Attestation.Agent.Tests.Measuring;

/// <summary>Every reason for which a process is refused.</summary>
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
    [InlineData(0x89ed)]
    [InlineData(0x85ed)]
    public async Task A_program_with_a_set_id_bit_is_ambiguous(ushort mode)
    {
        MeasuringRig rig = new();
        rig.Image.Mode = mode;

        Assert.Equal(MeasurementReasons.AmbiguousCredentials, (await rig.RefusedAsync()).Reason);
    }

    [Fact]
    public async Task A_program_with_file_capabilities_is_ambiguous()
    {
        MeasuringRig rig = new();
        rig.Image.Capabilities = true;

        Assert.Equal(MeasurementReasons.AmbiguousCredentials, (await rig.RefusedAsync()).Reason);
    }

    [Fact]
    public async Task A_program_without_a_name_is_deleted_and_one_that_never_had_any_is_a_memfd()
    {
        MeasuringRig rig = new();
        rig.Image.Links = 0;
        rig.Process.Links["exe"] = "/server (deleted)";
        Assert.Equal((MeasurementReasons.DeletedImage, "its program was /server (deleted)"), await rig.RefusedAsync());

        rig.Process.Links["exe"] = "/memfd:x (deleted)";
        Assert.Equal(MeasurementReasons.Memfd, (await rig.RefusedAsync()).Reason);
    }

    [Theory]
    [InlineData(0x65735546)]
    [InlineData(0x6969)]
    [InlineData(0x01021997)]
    [InlineData(0x01021994)]
    [InlineData(0)]
    public async Task A_file_system_that_is_not_listed_is_not_trusted(long kind)
    {
        MeasuringRig rig = new();
        rig.Image.Kind = kind;

        Assert.Equal(MeasurementReasons.UntrustedFileSystem, (await rig.RefusedAsync()).Reason);
    }

    [Theory]
    [InlineData("fuse")]
    [InlineData("fuse.sshfs")]
    [InlineData("nfs4")]
    [InlineData("9p")]
    public async Task A_served_file_system_is_refused_by_its_mount_before_its_server_is_asked(string type)
    {
        MeasuringRig rig = new();
        rig.Process.Files["mountinfo"] = rig.Process.Files["mountinfo"].Replace("ext4", type, StringComparison.Ordinal);
        rig.Image.Kind = -1;

        Assert.Equal((MeasurementReasons.UntrustedFileSystem, $"its program lies on {type}"), await rig.RefusedAsync());
    }

    [Fact]
    public async Task An_overlay_is_trusted_where_the_initial_user_namespace_mounted_it()
    {
        MeasuringRig rig = new();
        rig.Image.Kind = 0x794c7630;
        rig.Process.Files["mountinfo"] = rig.Process.Files["mountinfo"].Replace("ext4", "overlay", StringComparison.Ordinal);
        await rig.MeasureAsync();

        rig.Process.Owners["mnt"] = null;
        Assert.Equal(MeasurementReasons.UntrustedFileSystem, (await rig.RefusedAsync()).Reason);

        rig.Process.Owners["mnt"] = FakeProcess.InitialUsers;
        rig.Image.Mount = 31;
        Assert.Equal(MeasurementReasons.UntrustedFileSystem, (await rig.RefusedAsync()).Reason);

        rig.Image.Mount = null;
        Assert.Equal(MeasurementReasons.UntrustedFileSystem, (await rig.RefusedAsync()).Reason);
    }

    [Theory]
    [InlineData("/bin/bash")]
    [InlineData("/usr/bin/python3.11")]
    [InlineData("/usr/bin/perl5.36.0")]
    [InlineData("/bin/busybox")]
    [InlineData("/bin/bash (deleted)")]
    [InlineData("/lib64/ld-linux-x86-64.so.2")]
    [InlineData("/lib/ld-musl-x86_64.so.1")]
    [InlineData("/lib/ld-2.31.so")]
    [InlineData("/usr/bin/env")]
    [InlineData("/usr/bin/qemu-aarch64-static")]
    public async Task A_program_that_runs_others_has_no_identity(string path)
    {
        MeasuringRig rig = new();
        rig.Process.Links["exe"] = path;

        Assert.Equal(MeasurementReasons.Interpreter, (await rig.RefusedAsync()).Reason);
    }

    [Fact]
    public async Task A_runtime_in_memory_makes_any_program_an_interpreter()
    {
        MeasuringRig rig = new();
        rig.Process.Files["maps"] = rig.Process.Files["maps"].Replace("/lib/libc.so.6", "/app/libcoreclr.so", StringComparison.Ordinal);

        Assert.Equal(MeasurementReasons.Interpreter, (await rig.RefusedAsync()).Reason);
    }

    [Theory]
    [InlineData("/bin/cat")]
    [InlineData("/usr/bin/socat")]
    [InlineData("/usr/local/bin/attest")]
    public async Task A_program_that_forwards_has_no_identity(string path)
    {
        MeasuringRig rig = new();
        rig.Process.Links["exe"] = path;

        Assert.Equal(MeasurementReasons.Forwarder, (await rig.RefusedAsync()).Reason);
    }

    [Theory]
    [InlineData("/opt/ldap/server")]
    [InlineData("/opt/ld-server")]
    [InlineData("/opt/catalog")]
    [InlineData("/opt/bash/server")]
    public async Task A_program_with_a_name_that_only_begins_so_is_measured(string path)
    {
        MeasuringRig rig = new();
        rig.Process.Links["exe"] = path;

        Assert.Equal(path, (await rig.MeasureAsync()).Process.ExePath);
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
    public async Task A_program_that_is_written_through_a_mapping_is_refused()
    {
        MeasuringRig rig = new();
        rig.Process.Files["maps"] += "7e0000000000-7e0000001000 rw-s 00000000 08:01 42 /server\n";

        Assert.Equal(MeasurementReasons.UnexpectedMapping, (await rig.RefusedAsync()).Reason);
    }

    [Fact]
    public async Task A_program_that_is_not_in_memory_is_not_the_one_that_runs()
    {
        MeasuringRig rig = new();
        rig.Process.Files["maps"] = FakeProcess.Maps(program: "08:01 43");
        Assert.Equal(MeasurementReasons.ExeNotMapped, (await rig.RefusedAsync()).Reason);

        rig.Process.Files["maps"] = FakeProcess.Maps().Replace("r-xp 00000000 08:01 42", "r--p 00000000 08:01 42", StringComparison.Ordinal);
        Assert.Equal(MeasurementReasons.ExeNotMapped, (await rig.RefusedAsync()).Reason);
    }

    [Fact]
    public async Task Machine_code_that_was_written_to_is_patched()
    {
        MeasuringRig rig = new();
        rig.Process.Files["smaps"] = rig.Process.Files["smaps"].Replace("Anonymous:             0 kB", "Anonymous:             4 kB", StringComparison.Ordinal);
        Assert.Equal(MeasurementReasons.PatchedText, (await rig.RefusedAsync()).Reason);

        rig.Process.Files["smaps"] = FakeProcess.Maps();
        Assert.Equal(MeasurementReasons.PatchedText, (await rig.RefusedAsync()).Reason);
    }

    [Fact]
    public async Task A_huge_file_is_refused_by_its_length_before_a_byte_is_read()
    {
        MeasuringRig rig = new();
        rig.Image.File = rig.Image.File with { Size = 1L << 42 };

        Assert.Equal(MeasurementReasons.TooLarge, (await rig.RefusedAsync()).Reason);
        Assert.Equal(0, rig.Image.Reads);
    }

    [Fact]
    public async Task A_file_that_is_longer_than_it_says_is_refused_while_it_is_read()
    {
        MeasuringRig rig = new(new() { ImageBytes = 11 });
        rig.Image.Bytes = new byte[12];

        Assert.Equal(MeasurementReasons.TooLarge, (await rig.RefusedAsync()).Reason);
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
