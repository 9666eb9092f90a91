// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text;
using Attestation.Kernel;
using Attestation.Kernel.Procfs;
using Attestation.Wire;

namespace Attestation.Tests.Kernel;

/// <summary>What the kernel says of processes, and what a hostile process can put into it.</summary>
public sealed class ProcfsTests
{
    private const string Status = "Name:\ta\\nUid:\\t0\nUmask:\t0022\nTracerPid:\t3\nUid:\t1\t2\t3\t4\nGid:\t5\t5\t5\t5\nNSpid:\t9\t1\nCapEff:\t000001ffffffffff\nSeccomp:\t2\n";

    [Theory]
    [InlineData("9 (name) S 4 9 9 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 777 1")]
    [InlineData("9 (a) S 1 1) S 4 9 9 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 777 1 2 3\n")]
    [InlineData("9 (a\n) R 0 0) S 4 9 9 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 777")]
    public void A_name_with_parentheses_and_line_ends_moves_no_field(string text)
    {
        Assert.True(ProcessStat.TryParse(9, Bytes(text), out ProcessStat stat, out _));

        Assert.Equal(new(9, 4, 777), stat);
    }

    [Theory]
    [InlineData("")]
    [InlineData("9 (a) S 4")]
    [InlineData("9 (a) S -4 9 9 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 777 1")]
    [InlineData("9 (a) S 4 9 9 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 18446744073709551616 1")]
    public void A_stat_without_its_fields_is_malformed(string text) => Assert.False(ProcessStat.TryParse(9, Bytes(text), out _, out _));

    [Fact]
    public void Credentials_and_the_tracer_are_read()
    {
        Assert.True(ProcessStatus.TryParse(Bytes(Status), out ProcessStatus? status, out _));

        Assert.Equal((new ProcessIds(1, 2, 3, 4), false, true, 3), (status.Uids, status.Uids.AreOne, status.Gids.AreOne, status.Tracer));
        Assert.Contains("CapEff:000001ffffffffff", status.Rights, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TracerPid:\t3\n", "")]
    [InlineData("TracerPid:\t3\n", "TracerPid:\t3\nTracerPid:\t0\n")]
    [InlineData("Uid:\t1\t2\t3\t4\n", "Uid:\t1\t2\t3\n")]
    [InlineData("Uid:\t1\t2\t3\t4\n", "Uid:\t1\t2\t3\t4\t5\n")]
    [InlineData("Uid:\t1\t2\t3\t4\n", "Uid:\t1\t2\t3\t-4\n")]
    [InlineData("Gid:\t5\t5\t5\t5\n", "")]
    public void An_absent_or_repeated_field_is_malformed(string from, string to) =>
        Assert.False(ProcessStatus.TryParse(Bytes(Status.Replace(from, to, StringComparison.Ordinal)), out _, out _));

    [Fact]
    public void Mappings_are_read_with_what_was_patched_in_them()
    {
        const string Text = "00400000-00401000 r-xp 00000000 fd:01 42                       /a b (deleted)\nSize:   4 kB\nAnonymous:        8 kB\nVmFlags: rd ex\n"
            + "7ffd0000-7ffd1000 rw-s 00000000 00:00 0 \nAnonymous:        0 kB\n";

        Assert.True(MemoryMappings.TryParse(Bytes(Text), out ImmutableArray<MemoryMapping> mappings, out _));

        Assert.Equal(new MemoryMapping(0x400000, 0x401000, "r-xp", new((0xfdUL << 32) | 1, 42), "/a b (deleted)") { Anonymous = 8 }, mappings[0]);
        Assert.Equal((true, false), (mappings[0].IsProgramText, mappings[0].WritesFile));
        Assert.Equal((false, false, 0UL, ""), (mappings[1].IsProgramText, mappings[1].WritesFile, mappings[1].Anonymous!.Value, mappings[1].Path));
    }

    [Theory]
    [InlineData("Anonymous: 4 kB\n")]
    [InlineData("1-2 r-xp 0 8:1 5\nAnonymous: x kB\n")]
    [InlineData("1-2 r-xp 0 8:1 5\nAnonymous: 4\n")]
    [InlineData("1-2 r-x 0 8:1 5\n")]
    [InlineData("1+2 r-xp 0 8:1 5\n")]
    [InlineData("1-2 r-xp 0 8:1 x\n")]
    [InlineData("1-2 r-xp 0 100000000:1 5\n")]
    [InlineData("-2 r-xp 0 8:1 5\n")]
    [InlineData("1-2\n")]
    public void A_mapping_of_another_form_is_malformed(string text) => Assert.False(MemoryMappings.TryParse(Bytes(text), out _, out _));

    [Fact]
    public void Mounts_have_ids_and_types()
    {
        const string Text = "29 1 8:1 / / rw,relatime - ext4 /dev/root rw\n41 29 0:40 / /a\\040-\\040b rw shared:1 master:2 - fuse.x y rw\n";

        Assert.True(MountLine.TryParse(Bytes(Text), out ImmutableArray<MountLine> mounts, out _));

        Assert.Equal([new(29, "ext4"), new(41, "fuse.x")], mounts);
        Assert.False(MountLine.TryParse(Bytes("29 1 8:1 / / rw ext4 x rw\n"), out _, out _));
        Assert.False(MountLine.TryParse(Bytes("x 1 8:1 / / rw - ext4 x rw\n"), out _, out _));
    }

    [Theory]
    [InlineData("/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod{U}.slice/cri-containerd-{C}.scope", true, true)]
    [InlineData("/kubepods/besteffort/pod{u}/{C}", true, true)]
    [InlineData("/kubelet/kubepods/pod{u}/{C}/inner", true, true)]
    [InlineData("/kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-pod{U}.slice/crio-{C}.scope", true, true)]
    [InlineData("/kubepods.slice/kubepods-pod{U}.slice/docker-{C}.scope", true, true)]
    [InlineData("/kubepods/burstable/pod{u}/crio-{C}", true, true)]
    [InlineData("/kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-besteffort.slice/kubelet-kubepods-besteffort-pod{U}.slice/cri-containerd-{C}.scope", true, true)]
    [InlineData("/../../kubepods-besteffort-pod{U}.slice/cri-containerd-{C}.scope", true, true)]
    [InlineData("/../../../kubepods-burstable.slice/kubepods-burstable-pod{U}.slice/crio-{C}.scope", true, true)]
    [InlineData("/../../burstable/pod{u}/{C}", true, true)]
    [InlineData("/../../pod{u}/{C}/inner", true, true)]
    [InlineData("/../cri-containerd-{C}.scope", false, false)]
    [InlineData("/../../../user.slice/kubepods.slice/kubepods-pod{U}.slice/cri-containerd-{C}.scope", false, false)]
    [InlineData("/kubepods/mine/pod{u}/{C}", false, false)]
    [InlineData("/pod{u}/{C}", false, false)]
    [InlineData("/burstable/pod{u}/{C}", false, false)]
    [InlineData("/kubepods/../pod{u}/{C}", false, false)]
    [InlineData("/kubepods.slice/kubepods-pod{U}.slice/crio-conmon-{C}.scope", true, false)]
    [InlineData("/kubepods.slice/kubepods-pod{U}.slice/other-{C}.scope", true, false)]
    [InlineData("/kubepods/pod{u}/{C}0", true, false)]
    [InlineData("/kubepods/pod{u}", true, false)]
    [InlineData("/kubepods/pod{u}/other", true, false)]
    [InlineData("/user.slice/kubepods/pod{u}/{C}", false, false)]
    [InlineData("/system.slice/docker-{C}.scope", false, false)]
    [InlineData("/kubepods/podx{u}/{C}", false, false)]
    [InlineData("/", false, false)]
    public void A_container_is_named_by_directories_that_only_the_kubelet_makes(string path, bool isPod, bool isContainer)
    {
        const string Uid = "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d";
        string id = new('c', 64);
        string text = path.Replace("{U}", Uid.Replace('-', '_'), StringComparison.Ordinal).Replace("{u}", Uid, StringComparison.Ordinal).Replace("{C}", id, StringComparison.Ordinal);

        Assert.True(CgroupPath.TryParse(Bytes($"1:name=systemd:/x\n0::{text}\n"), out CgroupPath? cgroup, out _));

        Assert.Equal((text, isPod ? Uid : null, isContainer ? id : null), (cgroup.Path, cgroup.Pod, cgroup.Container));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1:cpu:/x\n")]
    [InlineData("0::x\n")]
    [InlineData("0::/a\n0::/b\n")]
    public void A_process_without_one_place_in_the_unified_hierarchy_is_malformed(string text) => Assert.False(CgroupPath.TryParse(Bytes(text), out _, out Malformed? _));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
