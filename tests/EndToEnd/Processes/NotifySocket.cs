// SPDX-License-Identifier: Apache-2.0

using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace Attestation.EndToEnd.Processes;

/// <summary>What systemd listens on: the agent says when it is ready and when it stops.</summary>
internal sealed class NotifySocket : IDisposable
{
    private readonly Socket socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly Channel<string> said = Channel.CreateUnbounded<string>();

    public NotifySocket(string path)
    {
        Path = path;
        socket.Bind(new UnixDomainSocketEndPoint(path));
        _ = ListenAsync();
    }

    public string Path { get; }

    /// <summary>The next word.</summary>
    public async Task<string> NextAsync() => await said.Reader.ReadAsync();

    public void Dispose() => socket.Dispose();

    private async Task ListenAsync()
    {
        byte[] buffer = new byte[256];
        try
        {
            while (true)
            {
                int length = await socket.ReceiveAsync(buffer);
                said.Writer.TryWrite(Encoding.UTF8.GetString(buffer, 0, length));
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            said.Writer.TryComplete();
        }
    }
}
