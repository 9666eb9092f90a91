// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;
using Attestation.Statements;

namespace Attestation.Agent.Sockets;

/// <summary>Who is at the other end of a connection; sampled once when it was accepted.</summary>
/// <param name="peer">The process.</param>
/// <param name="startTime">When it started, in clock ticks since boot.</param>
/// <param name="socket">Which socket it came to.</param>
/// <param name="program">Which file it runs now; null where that cannot be seen.</param>
internal sealed class SocketPeer(Peer peer, ulong startTime, SocketName socket, Func<FileIdentity?> program)
{
    private readonly FileIdentity? first = program();

    public uint Uid => peer.Uid;

    /// <summary>The socket.</summary>
    public SocketName Socket => socket;

    /// <summary>A handle to it, which the connection disposes; null where it is not visible in our pid namespace.</summary>
    public IProcessHandle? Handle => peer.Process;

    /// <summary>What a statement says of it.</summary>
    public ProcessPeer Process => new(peer.Pid, startTime, peer.Uid, peer.Gid);

    /// <summary>False once the process that connected has exited, or runs another program: what comes now is somebody else's.</summary>
    /// <remarks>While its pidfd is alive its number, and with it the start time, is nobody else's.</remarks>
    public bool IsUnchanged => peer.Process?.IsAlive() == true && program() is var now && (now?.Device, now?.Inode) == (first?.Device, first?.Inode);

    /// <summary>True where the process is of that group.</summary>
    public bool IsMemberOf(uint? group) => group is { } wanted && (peer.Gid == wanted || peer.Groups.Contains(wanted));
}
