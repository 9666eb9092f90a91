// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text;
using Attestation.Kernel;
using Attestation.Kernel.Procfs;
using Attestation.TestKit;
using Attestation.Wire;

namespace Attestation.Tests.Kernel;

/// <summary>Hostile text of procfs never throws; what is read is no longer than what was there.</summary>
public sealed class MutatedProcfsTests
{
    private const int Share = 20_000;

    private static readonly ImmutableArray<byte[]> Words =
    [
        .. new[] { ")", "(", "\n", "\t", " - ", "0::/", "kubepods", "../", "crio-", "Anonymous:", " kB", "Uid:\t", "18446744073709551616", "-1", "ffffffffffffffffff", "r-xp", "\u2028", "\0" }
            .Select(Encoding.UTF8.GetBytes),
        [0xff, 0xfe, 0xed, 0xa0, 0x80],
    ];

    [Fact]
    public void Stat_never_throws() => Run("stat", ["9 (a) S 4 9 9 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 777 1 2 3\n"], bytes =>
    {
        bool parsed = ProcessStat.TryParse(9, bytes, out _, out Malformed? malformed);
        Assert.Equal(parsed, malformed is null);
    });

    [Fact]
    public void Status_never_throws() => Run("status", ["Name:\ta\nTracerPid:\t0\nUid:\t1\t1\t1\t1\nGid:\t1\t1\t1\t1\nCapEff:\t0\n"], bytes =>
    {
        bool parsed = ProcessStatus.TryParse(bytes, out ProcessStatus? status, out Malformed? malformed);
        Assert.Equal((parsed, parsed), (status is not null, malformed is null));
    });

    [Fact]
    public void Maps_and_smaps_never_throw_and_have_no_more_mappings_than_lines() => Run(
        "maps",
        ["00400000-00401000 r-xp 00000000 fd:01 42   /a\nSize: 4 kB\nAnonymous: 8 kB\n", "1-2 rw-s 0 0:0 0 \n3-4 r-xp 0 8:1 5 /b\n"],
        bytes =>
        {
            bool parsed = MemoryMappings.TryParse(bytes, out ImmutableArray<MemoryMapping> mappings, out Malformed? malformed);
            Assert.Equal(parsed, malformed is null);
            Assert.True(mappings.Length <= bytes.Count(each => each == '\n') + 1);
        });

    [Fact]
    public void Mountinfo_never_throws() => Run("mountinfo", ["29 1 8:1 / / rw,relatime shared:1 - ext4 /dev/root rw\n41 29 0:40 / /a rw - fuse.x y rw\n"], bytes =>
    {
        bool parsed = MountLine.TryParse(bytes, out _, out Malformed? malformed);
        Assert.Equal(parsed, malformed is null);
    });

    [Fact]
    public void Cgroup_never_throws_and_finds_only_ids_that_are_there() => Run(
        "cgroup", [$"0::/kubepods/pod0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d/{new string('c', 64)}\n", "0::/kubepods.slice/kubepods-pod0a1b2c3d_4e5f_4a6b_8c7d_9e0f1a2b3c4d.slice/crio-x.scope\n", $"0::/../../pod0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d/{new string('d', 64)}\n"], bytes =>
        {
            bool parsed = CgroupPath.TryParse(bytes, out CgroupPath? cgroup, out Malformed? malformed);
            Assert.Equal((parsed, parsed), (cgroup is not null, malformed is null));
            Assert.True(cgroup?.Container is null || cgroup.Path.Contains(cgroup.Container, StringComparison.Ordinal));
        });

    private static void Run(string name, string[] seeds, Action<byte[]> read) => new MutatedInput(name, Share, [.. seeds.Select(Encoding.UTF8.GetBytes)], Words, read).Run();
}
