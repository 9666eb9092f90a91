// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.SpirePlugin.Agent.WorkloadAttestor;

/// <summary>What SPIRE may select a workload by. An agent of another version may say more: what this plugin does not know is not passed on.</summary>
internal static class WorkloadSelectors
{
    /// <summary>Every kind.</summary>
    public static ImmutableArray<WorkloadSelector> All { get; } =
    [
        new("exe:sha256", "exe:sha256:9f86…", "SHA-256 of the program's file, read through the process's own exe link", true),
        new("exe:verity", "exe:verity:sha256:3b1c…", "fs-verity digest of the program's file, which the kernel enforces at each read", true),
        new("script:sha256", "script:sha256:77ab…", "SHA-256 of the script that an interpreter of `measuring.interpretersUnsafe` says to run: from its arguments, which it can overwrite", true),
        new("measured", "measured:hash", "who answers for the digest: `verity` the kernel, `hash` the agent that read the file", true),
        new("path", "path:/usr/bin/payments", "how the kernel describes the program's file, in the process's own mount namespace: a hint, never alone", true),
        new("image:sha256", "image:sha256:4c1d…", "SHA-256 of the container image's manifest, as the node's runtime has it; where the agent's `measuring.criSocket` is set, and the process is in that container", true),
        new("exec-watched", "exec-watched:true", "records cover each exec of this process since the last one, which was `measuring.settlingTime` ago at least, and name the same file", true),
        new("pod-uid", "pod-uid:0a1b…", "uid of the Kubernetes pod, from the cgroup that the kubelet made", false),
        new("container-id", "container-id:0011…", "id of the container, from the cgroup below that", false),
        new("binding", "binding:pid", "the process was named by a pid that somebody else handed over; on every answer", false),
    ];

    /// <summary>Those that this plugin knows, of what the agent observed.</summary>
    /// <param name="observed">The agent's.</param>
    /// <param name="isProgramTold">False for a pid that nobody vouches for.</param>
    public static IEnumerable<string> Of(IEnumerable<string> observed, bool isProgramTold) =>
        observed.Where(each => All.Any(kind => each.StartsWith(kind.Name + ":", StringComparison.Ordinal) && (isProgramTold || !kind.OfProgram)));
}
