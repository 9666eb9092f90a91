// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.Kernel;
using Attestation.Native.Linux;

namespace Attestation.Native;

/// <summary>Processes by pidfd_open and procfs.</summary>
public sealed class Processes : IProcesses
{
    private const int PieceBytes = 1 << 17;

    /// <inheritdoc/>
    public IProcessHandle Open(int pid) => new ProcessHandle(SystemCall.Check(Pidfds.Open(pid), "pidfd_open", $"/proc/{pid}"), pid);

    /// <inheritdoc/>
    public ProcessStat StatOf(int pid) => StartTime.StatOf(pid);

    /// <inheritdoc/>
    public FileIdentity ExecutableOf(int pid)
    {
        string path = ExecutablePath(pid);
        return Identity(Stat.CurrentDirectory, path, Stat.DoNotSync, path);
    }

    /// <inheritdoc/>
    public (FileIdentity File, byte[] Sha256) HashExecutable(int pid, long maxBytes)
    {
        string path = ExecutablePath(pid);
        using OpenFile file = OpenFile.Open(path, Fcntl.ReadOnly);
        FileIdentity before = Identity(file, path);
        byte[] digest = Hash(file, path, maxBytes);
        return Identity(file, path) == before ? (before, digest) : throw new KernelException("read", path, Errno.EBUSY);
    }

    private static byte[] Hash(OpenFile file, string path, long maxBytes)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] piece = new byte[PieceBytes];
        long total = 0;
        while (file.Read(piece) is > 0 and int got)
        {
            total += got;
            if (total > maxBytes)
            {
                throw new KernelException("read", path, Errno.EFBIG);
            }

            hash.AppendData(piece.AsSpan(0, got));
        }

        return hash.GetHashAndReset();
    }

    // Never closed meanwhile: whoever opened it holds it.
    private static FileIdentity Identity(OpenFile file, string path) => Identity((int)file.Handle.DangerousGetHandle(), "", Stat.EmptyPath, path);

    private static unsafe FileIdentity Identity(int directory, string name, int flags, string path)
    {
        Stat.Status status = default;
        SystemCall.Check(Stat.Extended(directory, name, flags, Stat.Basic, &status), "statx", path);
        return status.Identity;
    }

    private static string ExecutablePath(int pid) => $"/proc/{pid}/exe";
}
