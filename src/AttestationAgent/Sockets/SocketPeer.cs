// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;
using Attestation.Statements;

namespace Attestation.Agent.Sockets;

/// <summary>Who is at the other end of a connection; sampled once when it was accepted.</summary>
/// <param name="peer">The process.</param>
/// <param name="startTime">When it started, in clock ticks since boot.</param>
internal sealed class SocketPeer(Peer peer, ulong startTime)
{
    public uint Uid => peer.Uid;

    /// <summary>What a statement says of it.</summary>
    public ProcessPeer Process => new(peer.Pid, startTime, peer.Uid, peer.Gid);

    /// <summary>False once the process that connected has exited: what comes now is somebody else's.</summary>
    public bool IsAlive => peer.Process?.IsAlive() ?? false;

    /// <summary>True where the process is of that group.</summary>
    public bool IsMemberOf(uint? group) => group is { } wanted && (peer.Gid == wanted || peer.Groups.Contains(wanted));
}
