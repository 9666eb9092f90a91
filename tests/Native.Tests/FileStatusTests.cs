// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Attestation.Kernel;

namespace Attestation.Native.Tests;

public sealed class FileStatusTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("attest-status-").FullName;

    [Fact]
    public void A_file_has_its_length_mode_and_owner()
    {
        string path = Path.Combine(folder, "file");
        File.WriteAllBytes(path, new byte[5]);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherWrite);

        FileStatus? status = FileStatus.Of(path);

        Assert.Equal(new(FileKind.File, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherWrite, Me("-u"), Me("-g"), 5), status);
    }

    [Fact]
    public void Links_pipes_devices_and_directories_are_told_apart_without_being_opened()
    {
        string link = Path.Combine(folder, "link");
        File.CreateSymbolicLink(link, Path.Combine(folder, "nowhere"));
        string pipe = Path.Combine(folder, "pipe");
        Say("mkfifo", pipe);

        Assert.Equal(FileKind.Link, FileStatus.Of(link)?.Kind);
        Assert.Equal(FileKind.Pipe, FileStatus.Of(pipe)?.Kind);
        Assert.Equal(FileKind.Device, FileStatus.Of("/dev/null")?.Kind);
        Assert.Equal(FileKind.Directory, FileStatus.Of(folder)?.Kind);
    }

    [Fact]
    public void Where_nothing_is_there_is_no_status()
    {
        Assert.Null(FileStatus.Of(Path.Combine(folder, "nothing")));
        Assert.Null(FileStatus.Of("/dev/null/below"));
    }

    [Fact]
    public void A_name_that_is_too_long_is_an_error_and_not_an_absence() =>
        Assert.Equal(Errno.ENAMETOOLONG, Assert.Throws<KernelException>(() => FileStatus.Of(Path.Combine(folder, new string('a', 300)))).Errno);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static uint Me(string flag) => uint.Parse(Say("id", flag), System.Globalization.CultureInfo.InvariantCulture);

    private static string Say(string program, string argument)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, [argument]) { RedirectStandardOutput = true })!;
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return said;
    }
}
