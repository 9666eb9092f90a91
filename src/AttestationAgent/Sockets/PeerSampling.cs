// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Attestation.Agent.Sockets;

/// <summary>Samples the peer of each connection before its first byte is read, and closes connections of peers that cannot be sampled.</summary>
/// <param name="credentials">The kernel's word on peers.</param>
/// <param name="processes">The kernel's word on processes.</param>
/// <param name="logger">Told of peers that are gone.</param>
internal sealed partial class PeerSampling(IPeerCredentials credentials, IProcesses processes, ILogger<PeerSampling> logger)
{
    /// <summary>Connection middleware.</summary>
    /// <param name="socket">Which socket is listened on.</param>
    public Action<ListenOptions> On(SocketName socket) => listen => listen.Use(next => async connection =>
    {
        if (Sample(connection, socket) is not { } sampled)
        {
            connection.Abort(new ConnectionAbortedException("the peer is gone"));
            return;
        }

        using Peer peer = sampled.Peer;
        connection.Features.Set(sampled.Known);
        await next(connection).ConfigureAwait(false);
    });

    /// <summary>The peer of a request.</summary>
    public static SocketPeer Of(HttpContext request) =>
        request.Features.Get<SocketPeer>() ?? throw new InvalidOperationException("the connection's peer was not sampled");

    private (Peer Peer, SocketPeer Known)? Sample(ConnectionContext connection, SocketName socket)
    {
        Peer? peer = null;
        try
        {
            peer = credentials.Of(connection.Features.Get<IConnectionSocketFeature>()!.Socket.SafeHandle);
            int pid = peer.Pid;
            return (peer, new(peer, pid == 0 ? 0 : processes.StatOf(pid).StartTime, socket, () => ProgramOf(pid)));
        }
        catch (KernelException gone)
        {
            peer?.Dispose();
            LogGone(logger, gone.Message);
            return null;
        }
    }

    // Another user's program is not shown to an agent without CAP_SYS_PTRACE: then nothing is known of it, before and after.
    private FileIdentity? ProgramOf(int pid)
    {
        try
        {
            return pid == 0 ? null : processes.ExecutableOf(pid);
        }
        catch (KernelException)
        {
            return null;
        }
    }

    [LoggerMessage(111, LogLevel.Information, "a peer went before it was looked at: {Why}")]
    private static partial void LogGone(ILogger logger, string why);
}
