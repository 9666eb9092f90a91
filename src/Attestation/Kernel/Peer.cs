// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Kernel;

/// <summary>The process that connected to a unix socket; whoever got it disposes it.</summary>
/// <param name="Pid">Its number in our pid namespace; 0 where it is not visible there.</param>
/// <param name="Uid">Its effective uid at connect.</param>
/// <param name="Gid">Its effective gid at connect.</param>
/// <param name="Groups">Its supplementary groups at connect.</param>
/// <param name="Process">A handle to it; null where it is not visible in our pid namespace.</param>
public sealed record Peer(int Pid, uint Uid, uint Gid, ImmutableArray<uint> Groups, IProcessHandle? Process) : IDisposable
{
    /// <summary>True where the kernel named the process by the socket (6.5); false where the handle was opened by number, which may have been reused.</summary>
    public bool IsExact { get; init; }

    /// <inheritdoc/>
    public void Dispose() => Process?.Dispose();
}
