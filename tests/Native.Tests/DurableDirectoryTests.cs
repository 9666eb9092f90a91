// SPDX-License-Identifier: Apache-2.0

using System.Runtime.Versioning;
using Attestation.Kernel;
using Attestation.Native.Tests.Fuse;

namespace Attestation.Native.Tests;

public sealed class DurableDirectoryTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("attestation-durable-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_file_is_written_renamed_and_read_again()
    {
        using DurableDirectory directory = DurableDirectory.Open(folder);
        directory.WriteFile("checkpoint.tmp", "first"u8);
        directory.Rename("checkpoint.tmp", "checkpoint");
        directory.Sync();
        directory.WriteFile("checkpoint.tmp", "second"u8);
        directory.Rename("checkpoint.tmp", "checkpoint");
        directory.Sync();

        Assert.Equal("second"u8.ToArray(), directory.ReadFile("checkpoint", 100));
        Assert.Equal(["checkpoint"], Directory.GetFiles(folder).Select(Path.GetFileName));
    }

    [Fact]
    public void Directories_are_made_opened_and_deleted()
    {
        using DurableDirectory directory = DurableDirectory.Open(folder);
        directory.CreateDirectory("tile");
        using (DurableDirectory inner = directory.OpenDirectory("tile"))
        {
            inner.WriteFile("000", new byte[8192]);
            inner.Sync();
            inner.DeleteFile("000");
        }

        directory.DeleteDirectory("tile");
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public void Permissions_are_as_asked()
    {
        using DurableDirectory directory = DurableDirectory.Open(folder);
        directory.WriteFile("log", default, 0b110_000_000);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, "log")));
    }

    [Fact]
    public void A_file_that_is_there_is_never_written_over()
    {
        using DurableDirectory directory = DurableDirectory.Open(folder);
        directory.WriteFile("evidence", "once"u8);

        KernelException failed = Assert.Throws<KernelException>(() => directory.WriteFile("evidence", "twice"u8));

        Assert.Equal(("open", Path.Combine(folder, "evidence"), Errno.EEXIST), (failed.Call, failed.Path, failed.Errno));
        Assert.Equal("once"u8.ToArray(), directory.ReadFile("evidence", 100));
    }

    [Fact]
    public void A_symbolic_link_is_not_followed()
    {
        using DurableDirectory directory = DurableDirectory.Open(folder);
        File.CreateSymbolicLink(Path.Combine(folder, "link"), "/etc/hostname");
        File.CreateSymbolicLink(Path.Combine(folder, "way"), "/etc");

        Assert.Equal(Errno.ELOOP, Assert.Throws<KernelException>(() => directory.ReadFile("link", 100)).Errno);
        Assert.Equal(Errno.ENOTDIR, Assert.Throws<KernelException>(() => directory.OpenDirectory("way")).Errno);
    }

    [Fact]
    public void A_file_longer_than_asked_is_EFBIG()
    {
        using DurableDirectory directory = DurableDirectory.Open(folder);
        directory.WriteFile("long", new byte[10_000]);

        Assert.Equal(10_000, directory.ReadFile("long", 10_000).Length);
        Assert.Equal(Errno.EFBIG, Assert.Throws<KernelException>(() => directory.ReadFile("long", 9_999)).Errno);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("../outside")]
    [InlineData("a/../../outside")]
    [InlineData("a//b")]
    [InlineData("a\0b")]
    public void A_name_that_leads_elsewhere_is_refused(string name)
    {
        using DurableDirectory directory = DurableDirectory.Open(folder);

        Assert.Throws<ArgumentException>(() => directory.CreateFile(name));
    }

    [Fact]
    public void What_is_not_there_says_so()
    {
        using DurableDirectory directory = DurableDirectory.Open(folder);

        Assert.Equal(Errno.ENOENT, Assert.Throws<KernelException>(() => directory.Rename("a", "b")).Errno);
        Assert.Equal(Errno.ENOENT, Assert.Throws<KernelException>(() => DurableDirectory.Open(folder + "/none")).Errno);
        Assert.Equal(Errno.ENOTDIR, Assert.Throws<KernelException>(() => DurableDirectory.Open("/etc/passwd")).Errno);
    }

    [Theory]
    [InlineData("open", Errno.ENOSPC)]
    [InlineData("write", Errno.ENOSPC)]
    [InlineData("write", Errno.EDQUOT)]
    [InlineData("fsync", Errno.EIO)]
    [InlineData("fsync", Errno.ENOSPC)]
    [InlineData("fsync", Errno.EROFS)]
    [InlineData("close", Errno.EIO)]
    public void A_call_that_fails_on_a_file_is_named_with_its_number(string call, Errno errno)
    {
        FaultyDisk disk = new() { FailingCall = call, Errno = errno };
        using FuseMount mount = FuseMount.Over(disk);
        using DurableDirectory directory = DurableDirectory.Open(mount.Path);

        KernelException failed = Assert.Throws<KernelException>(() => directory.WriteFile("entries", "bytes"u8));

        Assert.Equal((call, $"{mount.Path}/entries", errno), (failed.Call, failed.Path, failed.Errno));
        Assert.Equal($"{mount.Path}/entries: {call}: {errno}", failed.Message);
    }

    [Theory]
    [InlineData("rename", Errno.ENOSPC)]
    [InlineData("fsync", Errno.EIO)]
    [InlineData("mkdir", Errno.EROFS)]
    [InlineData("unlink", Errno.EIO)]
    public void A_call_that_fails_on_a_directory_is_named_with_its_number(string call, Errno errno)
    {
        FaultyDisk disk = new();
        using FuseMount mount = FuseMount.Over(disk);
        using DurableDirectory directory = DurableDirectory.Open(mount.Path);
        directory.WriteFile("checkpoint.tmp", "bytes"u8);
        (disk.FailingCall, disk.Errno) = (call, errno);

        KernelException failed = Assert.Throws<KernelException>(() =>
        {
            directory.CreateDirectory("tile");
            directory.Rename("checkpoint.tmp", "checkpoint");
            directory.Sync();
            directory.DeleteFile("checkpoint");
        });

        Assert.Equal((call, errno), (failed.Call, failed.Errno));
    }

    [Fact]
    public void A_file_whose_fsync_failed_never_says_that_all_is_well()
    {
        FaultyDisk disk = new() { FailingCall = "fsync", Errno = Errno.EIO };
        using FuseMount mount = FuseMount.Over(disk);
        using DurableDirectory directory = DurableDirectory.Open(mount.Path);
        using DurableFile file = directory.CreateFile("entries");
        file.Write("bytes"u8);
        Assert.Equal(Errno.EIO, Assert.Throws<KernelException>(file.SyncData).Errno);
        disk.FailingCall = "";

        Assert.Equal(Errno.EIO, Assert.Throws<KernelException>(file.Sync).Errno);
        Assert.Equal(Errno.EIO, Assert.Throws<KernelException>(() => file.Write("more"u8)).Errno);
        Assert.Equal(Errno.EIO, Assert.Throws<KernelException>(file.Close).Errno);
        Assert.DoesNotContain("fsync entries", disk.Done);
    }

    [Fact]
    public void Bytes_reach_the_disk_in_the_order_of_the_calls()
    {
        FaultyDisk disk = new();
        using FuseMount mount = FuseMount.Over(disk);
        using DurableDirectory directory = DurableDirectory.Open(mount.Path);
        directory.WriteFile("checkpoint.tmp", "bytes"u8);
        directory.Rename("checkpoint.tmp", "checkpoint");
        directory.Sync();

        Assert.Equal(
            ["open checkpoint.tmp", "write checkpoint.tmp", "fsync checkpoint.tmp", "close checkpoint.tmp", "rename checkpoint.tmp", "fsync"],
            disk.Done);
    }
}
