// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Sockets;
using Attestation.Kernel;
using Attestation.Statements;
using Grpc.Core;

namespace Attestation.Agent.Nodes;

/// <summary>Which program asks, and which program started it (CONTRACTS, section 3.3, <c>caller</c>).</summary>
/// <param name="processes">The kernel's word on processes.</param>
/// <param name="programs">Digests of their files.</param>
internal sealed class CallerSampling(IProcesses processes, ProgramDigests programs)
{
    /// <summary>The parent of a peer: the SPIRE agent, where the peer is its plugin.</summary>
    /// <exception cref="RpcException">PermissionDenied: one of the two is gone.</exception>
    public ProcessStat ParentOf(SocketPeer peer) => Looking(() =>
    {
        ProcessStat before = processes.StatOf(peer.Process.Pid);
        using IProcessHandle handle = processes.Open(before.Parent);
        ProcessStat parent = processes.StatOf(before.Parent);

        // A parent that exits leaves its children to another: asked again, while the handle still holds the number.
        return peer.IsUnchanged && handle.IsAlive() && processes.StatOf(peer.Process.Pid) == before
            ? parent
            : throw Changed("the peer's parent changed while it was looked at");
    });

    /// <summary>The caller with both programs.</summary>
    /// <param name="peer">Who asks.</param>
    /// <param name="parent">As <see cref="ParentOf"/> had it.</param>
    /// <exception cref="RpcException">PermissionDenied: one is gone, or cannot be read.</exception>
    public NodeCaller Sample(SocketPeer peer, ProcessStat parent) => Looking(() =>
    {
        using IProcessHandle handle = processes.Open(parent.Pid);
        (FileIdentity own, ReadOnlyMemory<byte> ownDigest) = programs.Of(peer.Process.Pid);
        (FileIdentity parents, ReadOnlyMemory<byte> parentDigest) = programs.Of(parent.Pid);
        bool unchanged = peer.IsUnchanged && handle.IsAlive()
            && processes.StatOf(parent.Pid) == parent && processes.StatOf(peer.Process.Pid).Parent == parent.Pid
            && processes.ExecutableOf(peer.Process.Pid) == own && processes.ExecutableOf(parent.Pid) == parents;
        return unchanged
            ? new NodeCaller(peer.Process, ownDigest, parent.Pid, parent.StartTime, parentDigest)
            : throw Changed("the peer or its parent changed while it was measured");
    });

    private static T Looking<T>(Func<T> look)
    {
        try
        {
            return look();
        }
        catch (KernelException failed) when (failed.Errno is Errno.EACCES or Errno.EPERM)
        {
            throw AgentError.Of(StatusCode.PermissionDenied, "process-refused", $"{failed.Message}: the agent needs CAP_SYS_PTRACE to measure processes of other users");
        }
        catch (KernelException failed)
        {
            throw Changed(failed.Message);
        }
    }

    private static RpcException Changed(string because) => AgentError.Of(StatusCode.PermissionDenied, "peer-changed", because);
}
