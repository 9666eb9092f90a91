// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;
using Attestation.Native.Linux;
using Microsoft.Win32.SafeHandles;

namespace Attestation.Native;

/// <summary>A pidfd.</summary>
internal sealed class ProcessHandle(int file, int pid) : IProcessHandle
{
    private readonly SafeFileHandle handle = new(file, ownsHandle: true);

    public int Pid => pid;

    // Readable: exited, reaped or not. Any other answer is no sign of life either.
    public bool IsAlive() => Pidfds.PollNow(handle) == 0;

    public void Dispose() => handle.Dispose();
}
