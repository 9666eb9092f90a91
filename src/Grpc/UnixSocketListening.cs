// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Attestation.Grpc;

/// <summary>Kestrel on unix sockets with the limits of the project's sockets.</summary>
public static class UnixSocketListening
{
    /// <summary>Streams that one connection may have open.</summary>
    public const int MaxStreams = 1024;

    /// <summary>Connections of a process, all sockets together.</summary>
    public const int MaxConnections = 256;

    /// <summary>Bytes of a message.</summary>
    public const int MaxMessage = 1 << 20;

    private static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(30);

    /// <summary>Limits of the whole server.</summary>
    /// <param name="kestrel">Kestrel's options.</param>
    public static void LimitAll(this KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = MaxConnections;
        kestrel.Limits.Http2.MaxStreamsPerConnection = MaxStreams;
        kestrel.Limits.RequestHeadersTimeout = HeadersTimeout;
        kestrel.Limits.Http2.KeepAlivePingDelay = PingDelay;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
    }

    /// <summary>Listens on a socket; call <see cref="UnixSocketFile.Prepare"/> before, <see cref="UnixSocketFile.Show"/> when the server runs.</summary>
    /// <param name="kestrel">Kestrel's options.</param>
    /// <param name="socket">Which.</param>
    /// <param name="protocols">HTTP/2 with prior knowledge for gRPC, HTTP/1.1 for files; never both, without TLS they cannot share.</param>
    /// <param name="configure">Connection middleware.</param>
    public static void Listen(
        this KestrelServerOptions kestrel, UnixSocket socket, HttpProtocols protocols, Action<ListenOptions>? configure = null) =>
        kestrel.ListenUnixSocket(socket.Path, listen =>
        {
            listen.Protocols = protocols;
            configure?.Invoke(listen);
        });
}
