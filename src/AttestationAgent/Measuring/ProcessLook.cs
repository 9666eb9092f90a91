// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Attestation.Kernel;
using Attestation.Kernel.Procfs;
using Attestation.Statements;
using Attestation.Wire;

namespace Attestation.Agent.Measuring;

/// <summary>Looks at a process through its open directory.</summary>
/// <param name="texts">Digests of what may be secret.</param>
internal sealed class ProcessLook(TextDigests texts)
{
    // The kernel's own files; arguments and environment are bounded by the stack's limit, mappings by vm.max_map_count.
    private const int SmallBytes = 64 << 10;
    private const int TextBytes = 8 << 20;
    private const int MapsBytes = 16 << 20;

    /// <summary>One look, each file read once.</summary>
    /// <param name="pid">Whose directory it is.</param>
    /// <param name="directory">The directory.</param>
    /// <param name="image">Its exe link, opened for this look.</param>
    /// <exception cref="KernelException">It is gone, or may not be looked at.</exception>
    /// <exception cref="MeasurementRefusedException">The kernel says something else than this program expects.</exception>
    public ProcessSight At(int pid, IProcessDirectory directory, IProcessImage image)
    {
        ProcessStat stat = ProcessStat.TryParse(pid, directory.Read("stat", SmallBytes), out ProcessStat read, out Malformed? why) ? read : throw Unread(why);
        ProcessStatus status = ProcessStatus.TryParse(directory.Read("status", SmallBytes), out ProcessStatus? credentials, out why) ? credentials : throw Unread(why);
        CgroupPath cgroup = CgroupPath.TryParse(directory.Read("cgroup", SmallBytes), out CgroupPath? place, out why) ? place : throw Unread(why);
        ImmutableArray<MemoryMapping> mappings = MappingsOf(directory, "maps");
        byte[] arguments = directory.Read("cmdline", TextBytes);
        byte[] environment = directory.Read("environ", TextBytes);
        ProcessSnapshot snapshot = new()
        {
            Stat = stat,
            Status = status,
            Mounts = directory.NamespaceOf("mnt"),
            Pids = directory.NamespaceOf("pid"),
            Users = directory.NamespaceOf("user"),
            Network = directory.NamespaceOf("net"),
            Cgroup = cgroup,
            Image = image.Status(),
            ExePath = directory.LinkOf("exe"),
            Root = directory.LinkOf("root"),
            WorkingDirectory = directory.LinkOf("cwd"),
            Arguments = texts.Of(arguments),
            Environment = texts.Of(environment),
            Mappings = DigestOf(mappings),
            Dumpable = IsDumpable(status.Uids.Effective, directory.UserOf("environ")),
        };
        return new(snapshot, mappings, arguments, environment);
    }

    /// <summary>Mappings with what was patched in them.</summary>
    public static ImmutableArray<MemoryMapping> PatchesOf(IProcessDirectory directory) => MappingsOf(directory, "smaps");

    /// <summary>The mounts that it sees.</summary>
    public static ImmutableArray<MountLine> MountsOf(IProcessDirectory directory) =>
        MountLine.TryParse(directory.Read("mountinfo", MapsBytes), out ImmutableArray<MountLine> mounts, out Malformed? why) ? mounts : throw Unread(why);

    /// <summary>SHA-256 over a line for each mapped program file: device, inode and path, in order, each once.</summary>
    public static MeasuredDigest DigestOf(ImmutableArray<MemoryMapping> mappings)
    {
        IEnumerable<string> lines = mappings.Where(each => each.IsProgramText).Select(each => $"{each.File.Device:x16} {each.File.Inode} {each.Path}\n");
        string text = string.Concat(lines.Distinct().Order(StringComparer.Ordinal));
        return new("sha256", Hex.Of(SHA256.HashData(Encoding.UTF8.GetBytes(text))), "agent-read");
    }

    private static ImmutableArray<MemoryMapping> MappingsOf(IProcessDirectory directory, string name) =>
        MemoryMappings.TryParse(directory.Read(name, MapsBytes), out ImmutableArray<MemoryMapping> mappings, out Malformed? why) ? mappings : throw Unread(why);

    // Its files are root's where it is not; root's own processes look alike either way.
    private static bool? IsDumpable(uint user, uint owner) => user == 0 ? null : owner == user;

    private static MeasurementRefusedException Unread(Malformed why) => new(MeasurementReasons.Unreadable, why.ToString());
}
