// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Security.Cryptography;
using Attestation.Kernel;
using Attestation.Kernel.Procfs;
using Attestation.Native.Linux;

namespace Attestation.Native.Tests;

/// <summary>procfs and the file behind an exe link, on the running kernel.</summary>
public sealed class ProcessDirectoryTests
{
    private static readonly ProcessDirectories Procfs = new();

    [Fact]
    public void The_image_of_a_process_is_read_through_its_handle()
    {
        using IProcessDirectory directory = Procfs.OpenOwn();
        using IProcessImage image = directory.OpenImage();
        byte[] file = File.ReadAllBytes("/proc/self/exe");
        byte[] read = new byte[file.Length + 1];

        int length = 0;
        while (image.Read(read.AsSpan(length), length) is > 0 and int got)
        {
            length += got;
        }

        Assert.Equal(SHA256.HashData(file), SHA256.HashData(read.AsSpan(0, length)));
        Assert.Equal(file.Length, image.Status().File.Size);
        Assert.True(image.Status().Links > 0);
        Assert.False(image.Status().ChangesUser || image.HasCapabilities());
        Assert.Equal(image.Status(), image.Status());
        Assert.NotEqual(0, image.FileSystem());
    }

    [Fact]
    public void A_mapping_of_the_image_is_named_as_its_process_names_it()
    {
        using IProcessDirectory directory = Procfs.OpenOwn();
        using IProcessImage image = directory.OpenImage();
        MappedFile mapped = image.MappedAs();

        Assert.True(MemoryMappings.TryParse(directory.Read("maps", 16 << 20), out var mappings, out _));
        Assert.Contains(mappings, each => each.IsProgramText && each.File == mapped);
    }

    [Fact]
    public void The_kernels_own_words_parse()
    {
        using IProcessDirectory directory = Procfs.OpenOwn();

        Assert.True(ProcessStat.TryParse(Environment.ProcessId, directory.Read("stat", 4096), out ProcessStat stat, out _));
        Assert.Equal(StartTime.TicksOf(Environment.ProcessId), stat.StartTime);
        Assert.True(ProcessStatus.TryParse(directory.Read("status", 65536), out ProcessStatus? status, out _));
        Assert.True(status.Uids.AreOne);
        Assert.True(CgroupPath.TryParse(directory.Read("cgroup", 65536), out _, out var why), why?.ToString());
        Assert.True(MemoryMappings.TryParse(directory.Read("smaps", 16 << 20), out var mappings, out _));
        Assert.All(mappings, each => Assert.NotNull(each.Anonymous));
        Assert.True(MountLine.TryParse(directory.Read("mountinfo", 16 << 20), out var mounts, out _));
        using IProcessImage image = directory.OpenImage();
        Assert.Contains(mounts, each => each.Id == image.Status().Mount);
    }

    [Fact]
    public void Namespaces_have_names_and_owners()
    {
        using IProcessDirectory directory = Procfs.OpenOwn();

        Assert.NotEqual(directory.NamespaceOf("pid"), directory.NamespaceOf("mnt"));
        Assert.Equal(directory.NamespaceOf("user"), directory.OwnerOf("pid"));
        Assert.True(Procfs.HasOwnNumbers());
    }

    [Fact]
    public void A_path_is_followed_in_the_processs_root_and_through_no_link_of_procfs()
    {
        using IProcessDirectory directory = Procfs.OpenOwn();
        string folder = Directory.CreateTempSubdirectory("attestation-root-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "file"), "text");
            File.CreateSymbolicLink(Path.Combine(folder, "link"), $"/../..{folder}/file");
            byte[] read = new byte[8];
            using IProcessImage file = directory.OpenInRoot($"{folder}/link", mayAsk: true);

            Assert.True(file.Status().IsRegular);
            Assert.Equal("text"u8.ToArray(), read[..file.Read(read, 0)]);
            using (IProcessImage place = directory.OpenInRoot(folder, mayAsk: true))
            {
                Assert.False(place.Status().IsRegular);
            }

            using (IProcessImage remembered = directory.OpenInRoot($"{folder}/link", mayAsk: false))
            {
                Assert.Equal(file.Status(), remembered.Status());
            }

            Assert.Equal(Errno.ENOENT, Assert.Throws<KernelException>(() => directory.OpenInRoot($"{folder}/none", mayAsk: true)).Errno);
            Assert.Equal(Errno.ELOOP, Assert.Throws<KernelException>(() => directory.OpenInRoot($"/proc/self/root{folder}/file", mayAsk: true)).Errno);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void The_root_of_procfs_is_the_one_that_is_named()
    {
        string folder = Directory.CreateTempSubdirectory("attestation-proc-").FullName;
        try
        {
            File.CreateSymbolicLink(Path.Combine(folder, "self"), "1");
            ProcessDirectories elsewhere = new(folder);

            Assert.False(elsewhere.HasOwnNumbers());
            Assert.Null(elsewhere.PtraceScope());
            Assert.Equal(Errno.ENOENT, Assert.Throws<KernelException>(() => elsewhere.Open(Environment.ProcessId)).Errno);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_directory_of_a_process_that_is_gone_is_nobody_elses()
    {
        using Process program = Process.Start(new ProcessStartInfo("cat") { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        using IProcessHandle handle = new Processes().Open(program.Id);
        using IProcessDirectory directory = Procfs.Open(program.Id);
        Assert.Equal(program.Id, handle.PidNow());

        program.Kill();
        program.WaitForExit();

        Assert.Equal(-1, handle.PidNow());
        Assert.True(Assert.Throws<KernelException>(() => directory.Read("stat", 4096)).Errno is Errno.ESRCH or Errno.ENOENT);
        Assert.True(Assert.Throws<KernelException>(() => directory.OpenImage()).Errno is Errno.ESRCH or Errno.ENOENT);
    }

    [Fact]
    public void A_file_that_has_more_bytes_than_are_wanted_is_too_big()
    {
        using IProcessDirectory directory = Procfs.OpenOwn();

        Assert.Equal(Errno.EFBIG, Assert.Throws<KernelException>(() => directory.Read("maps", 10)).Errno);
    }

    [Fact]
    public void Request_numbers_are_those_of_the_headers()
    {
        Assert.Equal(0xC004_6686u, FsVerity.MeasureVerity);
        Assert.Equal(0xB701u, Namespaces.GetUserNamespace);
    }
}
