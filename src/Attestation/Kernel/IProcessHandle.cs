// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Kernel;

/// <summary>A handle to one process (pidfd): it never comes to mean another one.</summary>
public interface IProcessHandle : IDisposable
{
    /// <summary>The process's number.</summary>
    int Pid { get; }

    /// <summary>The kernel's own word on its number (fdinfo): -1 once reaped, 0 where it is in no pid namespace of ours.</summary>
    int PidNow();

    /// <summary>False once the process has exited, reaped or not.</summary>
    bool IsAlive();
}
