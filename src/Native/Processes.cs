// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;
using Attestation.Native.Linux;

namespace Attestation.Native;

/// <summary>Processes by pidfd_open.</summary>
public sealed class Processes : IProcesses
{
    /// <inheritdoc/>
    public IProcessHandle Open(int pid) => new ProcessHandle(SystemCall.Check(Pidfds.Open(pid), "pidfd_open", $"/proc/{pid}"), pid);
}
