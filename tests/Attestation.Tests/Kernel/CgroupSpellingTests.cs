// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Attestation.Kernel.Procfs;
using CsCheck;

namespace Attestation.Tests.Kernel;

/// <summary>Every spelling of a container's cgroup, by kubelet, runtime, systemd and cgroup namespace.</summary>
public sealed class CgroupSpellingTests
{
    private static readonly Gen<string> Digits = Gen.Char["0123456789abcdef"].Array[64].Select(each => new string(each));

    private static readonly Gen<(string Uid, string Id, string Path)> Slices =
        from uid in Gen.Guid
        from id in Digits
        from up in Gen.Int[0, 4]
        from nested in Gen.OneOf("", "kubelet-")
        from quality in Gen.OneOf("", "burstable", "besteffort")
        from runtime in Gen.OneOf("cri-containerd-", "crio-", "docker-")
        from below in Gen.OneOf("", "/init", "/a/b")
        let pod = $"{nested}kubepods-{(quality.Length == 0 ? "" : quality + "-")}pod{uid.ToString().Replace('-', '_')}.slice/{runtime}{id}.scope{below}"
        let above = (nested.Length == 0 ? "" : "kubelet.slice/") + $"{nested}kubepods.slice/" + (quality.Length == 0 ? "" : $"{nested}kubepods-{quality}.slice/")
        select (uid.ToString(), id, Up(up) + above + pod);

    private static readonly Gen<(string Uid, string Id, string Path)> Directories =
        from uid in Gen.Guid
        from id in Digits
        from up in Gen.Int[0, 4]
        from nested in Gen.OneOf("", "kubelet/")
        from quality in Gen.OneOf("", "burstable/", "besteffort/")
        from runtime in Gen.OneOf("", "crio-")
        select (uid.ToString(), id, $"{Up(up)}{nested}kubepods/{quality}pod{uid}/{runtime}{id}");

    [Fact]
    public void Pod_and_container_are_found_in_each() => Gen.OneOf(Slices, Directories).Sample(each =>
        CgroupPath.TryParse(Encoding.UTF8.GetBytes($"0::{each.Path}\n"), out CgroupPath? cgroup, out _) && (cgroup.Pod, cgroup.Container) == (each.Uid, each.Id));

    [Fact]
    public void Below_a_directory_of_any_other_name_nothing_is_found() =>
        (from each in Gen.OneOf(Slices, Directories)
         from up in Gen.Int[0, 3]
         from name in Gen.Char["abkpx.-_"].Array[1, 12].Select(letters => new string(letters))
         where name is not ".."
         select $"{Up(up)}{name}{each.Path}").Sample(path =>
            CgroupPath.TryParse(Encoding.UTF8.GetBytes($"0::{path}\n"), out CgroupPath? cgroup, out _) && (cgroup.Pod, cgroup.Container) == (null, null));

    private static string Up(int levels) => "/" + string.Concat(Enumerable.Repeat("../", levels));
}
