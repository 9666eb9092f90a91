// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;

namespace Attestation.Agent.Nodes;

/// <summary>Digests of the programs that processes run, each file read once for as long as it is unchanged.</summary>
/// <remarks>Thread-safe. Keeps the newest 64.</remarks>
/// <param name="processes">The kernel's word on processes.</param>
internal sealed class ProgramDigests(IProcesses processes)
{
    private const long MaxBytes = 1L << 30;
    private const int MaxKept = 64;

    private readonly Lock gate = new();
    private readonly Dictionary<FileIdentity, byte[]> kept = [];
    private readonly Queue<FileIdentity> order = new();

    /// <summary>SHA-256 of the file that a process runs.</summary>
    /// <exception cref="KernelException">It cannot be read, is larger than 1 GiB, or changed meanwhile.</exception>
    public (FileIdentity File, byte[] Sha256) Of(int pid)
    {
        FileIdentity file = processes.ExecutableOf(pid);
        lock (gate)
        {
            if (kept.TryGetValue(file, out byte[]? known))
            {
                return (file, known);
            }
        }

        (FileIdentity File, byte[] Sha256) read = processes.HashExecutable(pid, MaxBytes);
        lock (gate)
        {
            if (kept.TryAdd(read.File, read.Sha256))
            {
                order.Enqueue(read.File);
            }

            if (order.Count > MaxKept)
            {
                kept.Remove(order.Dequeue());
            }
        }

        return read;
    }
}
