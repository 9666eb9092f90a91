// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Attestation.Wire;

namespace Attestation.Kernel.Procfs;

/// <summary>Where a process is in the unified hierarchy (cgroups(7)), and which container that is.</summary>
/// <param name="Path">The path, from the root of the reader's cgroup namespace.</param>
/// <param name="Pod">The Kubernetes pod's uid; null where the path names none.</param>
/// <param name="Container">The container's id, 64 hex digits; null where the path names none.</param>
public sealed record CgroupPath(string Path, string? Pod, string? Container)
{
    private const string Structure = "cgroup";
    private const string Unified = "0::";
    private const int IdDigits = 64;
    private const int UidLength = 36;
    private const string Up = "..";
    private const string Kubepods = "kubepods";

    // What stands between the root and a pod, with and without systemd's slices, and below the cgroup that kind gives its kubelet.
    private static readonly ImmutableArray<string> AbovePods =
    [
        "kubelet", "kubelet.slice", "kubepods", "kubepods.slice", "kubelet-kubepods.slice", "burstable", "besteffort",
        "kubepods-burstable.slice", "kubepods-besteffort.slice", "kubelet-kubepods-burstable.slice", "kubelet-kubepods-besteffort.slice",
    ];

    // containerd, CRI-O, cri-dockerd; without a prefix containerd and cri-dockerd where there is no systemd.
    private static readonly ImmutableArray<string> Runtimes = ["", "cri-containerd-", "crio-", "docker-"];

    /// <summary>Reads the file's line of the unified hierarchy.</summary>
    /// <remarks>Where that hierarchy is not in use the line is there all the same, with the path <c>/</c>.</remarks>
    public static bool TryParse(ReadOnlyMemory<byte> text, [NotNullWhen(true)] out CgroupPath? parsed, [NotNullWhen(false)] out Malformed? malformed)
    {
        string[] found = [.. Encoding.UTF8.GetString(text.Span).Split('\n').Where(line => line.StartsWith(Unified + "/", StringComparison.Ordinal)).Take(2)];
        parsed = found.Length == 1 ? Of(found[0][Unified.Length..]) : null;
        malformed = parsed is null ? new(Structure, Unified, $"{found.Length} lines, want one") : null;
        return parsed is not null && malformed is null;
    }

    // Only what the kubelet makes below the root counts: who was given a part of the tree may name directories in it as it likes. From a cgroup namespace of
    // the reader's own, as its pod has, the path leads up first; what then comes is a child of a directory that the reader itself lies in.
    private static CgroupPath Of(string path)
    {
        string[] names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        int top = names.TakeWhile(name => name == Up).Count();
        int pod = top + names.Skip(top).TakeWhile(AbovePods.Contains).Count();
        bool isKubelets = top > 0 || names.Take(pod).Any(name => name.Contains(Kubepods, StringComparison.Ordinal));
        return isKubelets && pod < names.Length && PodIn(names[pod]) is { } uid
            ? new(path, uid, pod + 1 < names.Length ? ContainerIn(names[pod + 1]) : null)
            : new(path, null, null);
    }

    // "pod<uid>", or "kubepods-burstable-pod<uid with _ for ->.slice".
    private static string? PodIn(string name)
    {
        string bare = name.EndsWith(".slice", StringComparison.Ordinal) ? name[..^".slice".Length] : name;
        int at = bare.LastIndexOf("pod", StringComparison.Ordinal);
        if (at < 0 || (at > 0 && bare[at - 1] != '-') || bare.Length - at - 3 is not (UidLength or 32))
        {
            return null;
        }

        string uid = bare[(at + 3)..].Replace('_', '-');
        return uid.AsSpan().IndexOfAnyExcept("0123456789abcdef-") < 0 ? uid : null;
    }

    // "<id>", or "cri-containerd-<id>.scope"; "crio-conmon-<id>.scope" is what watches over a container, outside of it.
    private static string? ContainerIn(string name)
    {
        string bare = name.EndsWith(".scope", StringComparison.Ordinal) ? name[..^".scope".Length] : name;
        string id = bare[(bare.LastIndexOf('-') + 1)..];
        return Runtimes.Contains(bare[..^id.Length]) && id.Length == IdDigits && Hex.IsLower(id) ? id : null;
    }
}
