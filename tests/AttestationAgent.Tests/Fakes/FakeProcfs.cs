// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;

namespace Attestation.Agent.Tests.Fakes;

/// <summary>A node with one process beside the agent.</summary>
internal sealed class FakeProcfs(FakeProcess process) : IProcesses, IProcessDirectories
{
    private readonly FakeProcess agent = new();

    /// <summary>What opening fails with; none where it does not.</summary>
    public Errno Refuses { get; set; }

    public bool OwnNumbers { get; set; } = true;

    /// <summary>Processes that are there, too.</summary>
    public Dictionary<int, FakeProcess> Others { get; } = [];

    public int? Yama { get; set; } = 1;

    /// <summary>True where nobody sees which file a process runs by its number.</summary>
    public bool HidesPrograms { get; set; }

    public IProcessDirectory OpenOwn() => agent;

    public bool HasOwnNumbers() => OwnNumbers;

    public int? PtraceScope() => Yama;

    IProcessDirectory IProcessDirectories.Open(int pid) => Others.TryGetValue(pid, out FakeProcess? other) ? other
        : pid == FakeProcess.Number && Refuses == Errno.None ? process
        : throw new KernelException("open", $"/proc/{pid}", Refuses == Errno.None ? Errno.ENOENT : Refuses);

    IProcessHandle IProcesses.Open(int pid) => pid == FakeProcess.Number ? process : throw new KernelException("pidfd_open", $"/proc/{pid}", Errno.ESRCH);

    public ProcessStat StatOf(int pid) => new(pid, 1, FakeProcess.Start);

    public FileIdentity ExecutableOf(int pid) => HidesPrograms ? throw new KernelException("statx", $"/proc/{pid}/exe", Errno.EACCES) : process.Image.File;

    public (FileIdentity File, byte[] Sha256) HashExecutable(int pid, long maxBytes) => throw new NotSupportedException();
}
