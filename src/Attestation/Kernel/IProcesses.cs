// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Kernel;

/// <summary>Processes of this machine.</summary>
public interface IProcesses
{
    /// <summary>Opens a handle to a process (pidfd_open). Racy by nature: the number may be another process's by now.</summary>
    /// <exception cref="KernelException">ESRCH: no such process. EINVAL: no process leader. ENOSYS: a kernel before 5.3.</exception>
    IProcessHandle Open(int pid);
}
