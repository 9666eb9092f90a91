// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Kernel;

/// <summary>Processes of this machine. Racy by nature: a number may be another process's by now, which a handle that is still alive excludes.</summary>
public interface IProcesses
{
    /// <summary>Opens a handle to a process (pidfd_open).</summary>
    /// <exception cref="KernelException">ESRCH: no such process. EINVAL: no process leader. ENOSYS: a kernel before 5.3.</exception>
    IProcessHandle Open(int pid);

    /// <summary>Parent and start time.</summary>
    /// <exception cref="KernelException">ENOENT, ESRCH: no such process.</exception>
    ProcessStat StatOf(int pid);

    /// <summary>Which file it runs, by what the kernel remembers: the file's own server, which may be hostile, is not asked. An exec changes it.</summary>
    /// <exception cref="KernelException">ENOENT, ESRCH: no such process, or a kernel thread. EACCES: another user's, without CAP_SYS_PTRACE.</exception>
    FileIdentity ExecutableOf(int pid);

    /// <summary>SHA-256 of the file it runs, opened once and read through that handle.</summary>
    /// <param name="pid">The process.</param>
    /// <param name="maxBytes">Most bytes that are read.</param>
    /// <returns>Which file was read, and its 32 bytes.</returns>
    /// <exception cref="KernelException">As <see cref="ExecutableOf"/>. EFBIG: it is larger. EBUSY: it was changed meanwhile.</exception>
    (FileIdentity File, byte[] Sha256) HashExecutable(int pid, long maxBytes);
}
