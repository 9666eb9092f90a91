// SPDX-License-Identifier: Apache-2.0

using System.Net.Sockets;

namespace Attestation.EndToEnd.Clients;

/// <summary>A connection without a protocol.</summary>
internal static class RawSocket
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<Socket> ConnectAsync(string path)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
        return socket;
    }

    /// <summary>Sends what the other side takes of it; it may close at any byte.</summary>
    public static async Task SendQuietlyAsync(Socket socket, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await socket.SendAsync(bytes).AsTask().WaitAsync(Patience);
        }
        catch (SocketException)
        {
            // The agent has closed already.
        }
    }

    /// <summary>Completes when the other side has closed.</summary>
    public static async Task ClosedAsync(Socket socket)
    {
        byte[] buffer = new byte[4096];
        try
        {
            while (await socket.ReceiveAsync(buffer).WaitAsync(Patience) > 0)
            {
            }
        }
        catch (SocketException reset) when (reset.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown)
        {
            // Closed with bytes unread.
        }
    }
}
