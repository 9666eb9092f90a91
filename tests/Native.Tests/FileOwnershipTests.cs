// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;

namespace Attestation.Native.Tests;

public sealed class FileOwnershipTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("attestation-owner-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Owner_and_group_are_set_each_alone()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "giving a file away needs root");
        FileOwnership.Set(folder, owner: 12345, group: null);
        Assert.Equal("12345:0", OwnerOf(folder));
        FileOwnership.Set(folder, owner: null, group: 23456);
        Assert.Equal("12345:23456", OwnerOf(folder));
    }

    [Fact]
    public void What_is_not_there_has_no_owner()
    {
        KernelException failed = Assert.Throws<KernelException>(() => FileOwnership.Set(folder + "/none", 0, 0));

        Assert.Equal(("chown", folder + "/none", Errno.ENOENT), (failed.Call, failed.Path, failed.Errno));
    }

    private static string OwnerOf(string path)
    {
        using System.Diagnostics.Process stat = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("stat", ["-c", "%u:%g", path]) { RedirectStandardOutput = true })!;
        return stat.StandardOutput.ReadToEnd().Trim();
    }
}
