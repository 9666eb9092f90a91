// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Kernel;

/// <summary>procfs.</summary>
public interface IProcessDirectories
{
    /// <summary>False where the numbers are those of another pid namespace than the asking process's: then none of them means what it seems to.</summary>
    bool HasOwnNumbers();

    /// <summary>Opens the directory of a process.</summary>
    /// <exception cref="KernelException">ENOENT: no such process.</exception>
    IProcessDirectory Open(int pid);

    /// <summary>Opens the directory of the process that asks.</summary>
    IProcessDirectory OpenOwn();

    /// <summary><c>kernel.yama.ptrace_scope</c>; null where the kernel has no Yama.</summary>
    int? PtraceScope();
}
