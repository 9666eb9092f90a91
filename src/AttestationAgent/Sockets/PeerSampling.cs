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
/// <param name="startTimeOf">When a process started, in clock ticks since boot.</param>
/// <param name="logger">Told of peers that are gone.</param>
internal sealed partial class PeerSampling(IPeerCredentials credentials, Func<int, ulong> startTimeOf, ILogger<PeerSampling> logger)
{
    /// <summary>Connection middleware.</summary>
    public void On(ListenOptions listen) => listen.Use(next => async connection =>
    {
        if (Sample(connection) is not { } sampled)
        {
            connection.Abort(new ConnectionAbortedException("the peer is gone"));
            return;
        }

        using Peer peer = sampled.Peer;
        connection.Features.Set(new SocketPeer(peer, sampled.StartTime));
        await next(connection).ConfigureAwait(false);
    });

    /// <summary>The peer of a request.</summary>
    public static SocketPeer Of(HttpContext request) =>
        request.Features.Get<SocketPeer>() ?? throw new InvalidOperationException("the connection's peer was not sampled");

    private (Peer Peer, ulong StartTime)? Sample(ConnectionContext connection)
    {
        Peer? peer = null;
        try
        {
            peer = credentials.Of(connection.Features.Get<IConnectionSocketFeature>()!.Socket.SafeHandle);
            return (peer, peer.Pid == 0 ? 0 : startTimeOf(peer.Pid));
        }
        catch (KernelException gone)
        {
            peer?.Dispose();
            LogGone(logger, gone.Message);
            return null;
        }
    }

    [LoggerMessage(111, LogLevel.Information, "a peer went before it was looked at: {Why}")]
    private static partial void LogGone(ILogger logger, string why);
}
