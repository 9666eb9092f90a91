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
    public static GrpcChannel Create(string path, int maxMessage = UnixSocketListening.MaxMessage) => GrpcChannel.ForAddress(Address, new()
    {
        HttpHandler = new SocketsHttpHandler
        {
            ConnectCallback = (_, cancel) => Connect(path, cancel),
            ConnectTimeout = ConnectTimeout,
            EnableMultipleHttp2Connections = false,
            UseProxy = false,
        },
        DisposeHttpClient = true,
        MaxReceiveMessageSize = maxMessage,
        MaxReconnectBackoff = ConnectTimeout,
    });

    private static async ValueTask<Stream> Connect(string path, CancellationToken cancel)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancel).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
