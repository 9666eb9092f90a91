// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Measuring;
using Attestation.Agent.Tests.Fakes;
using Attestation.Kernel;

namespace Attestation.Agent.Tests.Measuring;

/// <summary>Every reason for which a process is refused for its program and its memory.</summary>
public sealed class RefusedImageTests
{
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
        rig.Process.OnLook = _ => Assert.Fail("its server was asked");

        Assert.Equal((MeasurementReasons.UntrustedFileSystem, $"its program lies on {type}"), await rig.RefusedAsync());
    }

    [Theory]
    [InlineData(31ul)]
    [InlineData(null)]
    public async Task A_mount_that_the_process_does_not_see_is_trusted_on_a_block_device_alone(ulong? mount)
    {
        MeasuringRig rig = new();
        rig.Image.Mount = mount;
        await rig.MeasureAsync();

        rig.Image.File = rig.Image.File with { Device = 40 };
        rig.Process.OnLook = _ => Assert.Fail("its server was asked");
        Assert.Equal(MeasurementReasons.UntrustedFileSystem, (await rig.RefusedAsync()).Reason);
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
}
