// SPDX-License-Identifier: Apache-2.0

using System.Net.Sockets;
using Attestation.EndToEnd.Measuring;
using Attestation.Kernel;
using Attestation.Native;

namespace Attestation.EndToEnd.Fronts;

/// <summary>The kernel's word on segments, from a process that is not the test's own.</summary>
public sealed class SegmentTests : IDisposable
{
    private const int PassRights = 83;

    private readonly string folder = Directory.CreateTempSubdirectory("segments-").FullName;

    private string Path => System.IO.Path.Combine(folder, "socket");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_segment_names_the_process_that_sent_it_not_the_one_that_connected()
    {
        Segments segments = new();
        using Socket listener = Listen(segments, takesRights: false);
        using FrontPeer child = new(Path, BuiltPrograms.Front, "share");
        using Socket accepted = await listener.AcceptAsync();
        Task asking = Assert.ThrowsAnyAsync<Exception>(() => child.Connection.GetInfoAsync());

        Segment segment = await ReceiveAsync(segments, accepted);

        Assert.True(segment is { Bytes: > 0, HasDescriptors: false });
        Assert.NotEqual(child.Pid, segment.Sender);
        Assert.NotEqual(0, segment.Sender);
        accepted.Dispose();
        await asking;
    }

    [Fact]
    public async Task Descriptors_are_seen_and_closed_where_the_kernel_cannot_refuse_them()
    {
        Segments segments = new();
        using Socket listener = Listen(segments, takesRights: true);
        string marker = System.IO.Path.Combine(folder, "marker");
        await File.WriteAllTextAsync(marker, "");
        AttackRig.Run(BuiltPrograms.Front, "flood", Path, marker);
        using Socket accepted = await listener.AcceptAsync();

        Segment segment = await ReceiveAsync(segments, accepted);

        Assert.Equal((1, true), (segment.Bytes, segment.HasDescriptors));
        Assert.DoesNotContain(marker, Directory.GetFiles("/proc/self/fd").Select(each => new FileInfo(each).LinkTarget));
    }

    private Socket Listen(Segments segments, bool takesRights)
    {
        Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        segments.Watch(listener.SafeHandle);
        if (takesRights)
        {
            TakeRights(listener);
        }

        listener.Bind(new UnixDomainSocketEndPoint(Path));
        listener.Listen();
        return listener;
    }

    // As on a kernel that does not know the option.
    private static void TakeRights(Socket listener)
    {
        try
        {
            listener.SetRawSocketOption(1, PassRights, BitConverter.GetBytes(1));
        }
        catch (SocketException unknown) when (unknown.SocketErrorCode == SocketError.ProtocolOption)
        {
            // It is such a kernel.
        }
    }

    private static async Task<Segment> ReceiveAsync(Segments segments, Socket socket)
    {
        byte[] buffer = new byte[4096];
        while (true)
        {
            await socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None);
            if (segments.Receive(socket.SafeHandle, buffer) is { } segment)
            {
                return segment;
            }
        }
    }
}
