// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;
using Attestation.Kernel.Procfs;

namespace Attestation.Agent.Containers;

/// <summary>A container's first process, seen through one open directory: none of it is another process's.</summary>
/// <param name="StartTime">Field 22 of its <c>stat</c>.</param>
/// <param name="Container">The container that its cgroup names; null for none.</param>
/// <param name="Mounts">Its mount namespace.</param>
/// <param name="Pids">Its pid namespace.</param>
internal sealed record InitLook(ulong StartTime, string? Container, NamespaceIdentity Mounts, NamespaceIdentity Pids)
{
    private const int FileBytes = 64 << 10;

    /// <summary>Looks.</summary>
    /// <param name="directories">procfs.</param>
    /// <param name="pid">Its number, as the runtime has it.</param>
    /// <returns>Null where there is no such process, or the agent may not look.</returns>
    public static InitLook? At(IProcessDirectories directories, int pid)
    {
        try
        {
            using IProcessDirectory directory = directories.Open(pid);
            return ProcessStat.TryParse(pid, directory.Read("stat", FileBytes), out ProcessStat stat, out _)
                && CgroupPath.TryParse(directory.Read("cgroup", FileBytes), out CgroupPath? cgroup, out _)
                    ? new(stat.StartTime, cgroup.Container, directory.NamespaceOf("mnt"), directory.NamespaceOf("pid"))
                    : null;
        }
        catch (KernelException)
        {
            return null;
        }
    }
}
