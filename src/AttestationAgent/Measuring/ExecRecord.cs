// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;

namespace Attestation.Agent.Measuring;

/// <summary>What is known of how a process came to run what it runs.</summary>
/// <param name="Exec">Which exec it was, counted over all processes while the agent runs: no two have the same.</param>
/// <param name="At">When it was told, a timestamp of the agent's clock: not before it happened.</param>
/// <param name="Program">The file behind the exe link then, by what the kernel remembers of it; null where it could not be seen.</param>
/// <param name="StartTime">When the process had started; null where it could not be seen, and for a fork.</param>
/// <param name="ForkedAt">When it was told that this process was made by one with this record; null where the exec was its own.</param>
internal sealed record ExecRecord(long Exec, long At, FileIdentity? Program, ulong? StartTime, long? ForkedAt)
{
    /// <summary>True where it runs what it got by a fork: who made it may be another process than its parent (CLONE_PARENT), and the kernel does not say.</summary>
    public bool IsInherited => ForkedAt is not null;

    /// <summary>True for the file that was recorded, whatever was done to it since.</summary>
    public bool IsOf(FileIdentity file) => Program is { } program && program.Device == file.Device && program.Inode == file.Inode;
}
