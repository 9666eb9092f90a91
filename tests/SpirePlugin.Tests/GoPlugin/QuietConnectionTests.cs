// SPDX-License-Identifier: Apache-2.0

using System.Net.Sockets;
using Attestation.SpirePlugin.Tests.ScriptedHost;

namespace Attestation.SpirePlugin.Tests.GoPlugin;

/// <summary>SPIRE has one connection, and its plugin that connection alone: a host that is slow between its calls keeps it.</summary>
public sealed class QuietConnectionTests
{
    // Kestrel looks for idle connections each second.
    private const int SeveralHeartbeats = 3500;
    private const int PingType = 6;
    private const int Acknowledged = 1;

    private static readonly byte[] Hello = [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, 0, 0, 0, 4, 0, 0, 0, 0, 0];
    private static readonly byte[] Ping = [0, 0, 8, PingType, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8];

    [Fact]
    public async Task A_connection_without_a_call_stays_open()
    {
        await using SpireHost host = await SpireHost.StartAsync("KeyManager");
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { ReceiveTimeout = SeveralHeartbeats };
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(await host.Plugin.SocketAsync()));
        socket.Send(Hello);
        byte[] received = new byte[4096];

        SocketException silence = Assert.Throws<SocketException>(() =>
        {
            while (socket.Receive(received) is var length and > 0)
            {
                Assert.DoesNotContain(Frames(received.AsSpan(0, length)), each => each.Type == 7);
            }
        });

        Assert.True(silence.SocketErrorCode is SocketError.WouldBlock or SocketError.TimedOut, silence.Message);
        socket.Send(Ping);
        int answered = socket.Receive(received);
        Assert.Contains((PingType, Acknowledged), Frames(received.AsSpan(0, answered)));
    }

    // A frame's header has nine bytes: three of length, type, flags, four of the stream (RFC 9113, section 4.1).
    private static List<(int Type, int Flags)> Frames(ReadOnlySpan<byte> bytes)
    {
        List<(int, int)> frames = [];
        while (bytes.Length >= 9)
        {
            frames.Add((bytes[3], bytes[4]));
            bytes = bytes[Math.Min(bytes.Length, 9 + ((bytes[0] << 16) | (bytes[1] << 8) | bytes[2]))..];
        }

        return frames;
    }
}
