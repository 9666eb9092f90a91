// SPDX-License-Identifier: Apache-2.0

using System.Net.Sockets;
using Attestation.Kernel;
using Microsoft.Win32.SafeHandles;

namespace Attestation.Native.Tests;

/// <summary>Segments of this process; those of others, and descriptors, are tried end to end.</summary>
public sealed class SegmentsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("segments-").FullName;
    private readonly Segments segments = new();
    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Socket client = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly byte[] buffer = new byte[16];

    public void Dispose()
    {
        client.Dispose();
        listener.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Bytes_name_their_sender_though_they_were_sent_before_they_were_accepted()
    {
        Connect();
        client.Send("hello"u8);
        using Socket accepted = listener.Accept();

        Assert.Equal(new Segment(5, Environment.ProcessId, HasDescriptors: false), segments.Receive(accepted.SafeHandle, buffer));
        Assert.Equal("hello"u8.ToArray(), buffer[..5]);
    }

    [Fact]
    public void A_connection_without_bytes_has_none_yet_and_one_that_was_closed_has_none_more()
    {
        Connect();
        using Socket accepted = listener.Accept();
        Assert.Null(segments.Receive(accepted.SafeHandle, buffer));

        client.Dispose();

        Assert.Equal(0, segments.Receive(accepted.SafeHandle, buffer)!.Value.Bytes);
    }

    [Fact]
    public void A_segment_is_taken_in_pieces_each_with_its_sender()
    {
        Connect();
        client.Send(new byte[20]);
        using Socket accepted = listener.Accept();

        Assert.Equal((16, Environment.ProcessId), Next(accepted));
        Assert.Equal((4, Environment.ProcessId), Next(accepted));
    }

    [Fact]
    public void What_is_no_socket_is_ENOTSOCK()
    {
        using SafeFileHandle file = File.OpenHandle("/dev/null");

        Assert.Equal(Errno.ENOTSOCK, Assert.Throws<KernelException>(() => segments.Watch(file)).Errno);
        Assert.Equal(Errno.ENOTSOCK, Assert.Throws<KernelException>(() => segments.Receive(file, buffer)).Errno);
    }

    private (int Bytes, int Sender) Next(Socket accepted) => segments.Receive(accepted.SafeHandle, buffer) is { } segment ? (segment.Bytes, segment.Sender) : default;

    private void Connect()
    {
        string path = Path.Combine(folder, "socket");
        segments.Watch(listener.SafeHandle);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        client.Connect(new UnixDomainSocketEndPoint(path));
    }
}
