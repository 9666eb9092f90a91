// SPDX-License-Identifier: Apache-2.0

using System.Net.Sockets;
using Grpc.Net.Client;

namespace Attestation.Grpc;

/// <summary>A gRPC channel to a unix socket.</summary>
public static class UnixSocketChannel
{
    // Never resolved: the connection goes to the socket. Kestrel wants a valid host.
    private const string Address = "http://localhost";

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <summary>A channel; nothing connects before the first call.</summary>
    /// <param name="path">The socket.</param>
    /// <param name="maxMessage">Most bytes of a message that is received.</param>
    /// <param name="admit">Looks at each connection before a byte is sent, and throws an <see cref="IOException"/> where nothing may be; null takes every server.</param>
    public static GrpcChannel Create(string path, int maxMessage = UnixSocketListening.MaxMessage, Action<Socket>? admit = null) => GrpcChannel.ForAddress(Address, new()
    {
        HttpHandler = new SocketsHttpHandler
        {
            ConnectCallback = (_, cancel) => Connect(path, admit, cancel),
            ConnectTimeout = ConnectTimeout,
            EnableMultipleHttp2Connections = false,
            UseProxy = false,
        },
        DisposeHttpClient = true,
        MaxReceiveMessageSize = maxMessage,
        MaxReconnectBackoff = ConnectTimeout,
    });

    private static async ValueTask<Stream> Connect(string path, Action<Socket>? admit, CancellationToken cancel)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancel).ConfigureAwait(false);
            admit?.Invoke(socket);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
