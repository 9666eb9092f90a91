// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Kernel;

/// <summary>A handle to one process (pidfd): it never comes to mean another one.</summary>
public interface IProcessHandle : IDisposable
{
    /// <summary>The process's number.</summary>
    int Pid { get; }

    /// <summary>False once the process has exited, reaped or not.</summary>
    bool IsAlive();
}
