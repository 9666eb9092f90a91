// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using Attestation.Agent.Fronts;

namespace Attestation.Agent.Tests.Fronts;

/// <summary>PINGs go out between a server's frames, and nowhere else.</summary>
public sealed class OutboundFramesTests
{
    private static readonly byte[] Settings = [0, 0, 6, 4, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 100];
    private static readonly byte[] Content = [0, 0, 3, 0, 1, 0, 0, 0, 1, 7, 8, 9];

    private readonly ArrayBufferWriter<byte> sent = new();
    private readonly OutboundFrames frames = new();

    [Fact]
    public void Asked_within_a_frame_it_goes_out_behind_that_frame()
    {
        byte[] stream = [.. Settings, .. Content];
        for (int cut = 1; cut < stream.Length; cut++)
        {
            ArrayBufferWriter<byte> written = new();
            OutboundFrames one = new();
            one.Take(stream.AsSpan(0, cut), written);
            one.Ask(5);
            one.Take(stream.AsSpan(cut), written);

            byte[] expected = cut <= Settings.Length ? [.. Settings, .. Ping(5), .. Content] : [.. Settings, .. Content, .. Ping(5)];
            Assert.Equal(expected, written.WrittenSpan.ToArray());
        }
    }

    [Fact]
    public void Before_the_first_frame_it_waits()
    {
        frames.Ask(5);
        frames.Take([], sent);
        Assert.Equal(0, sent.WrittenCount);

        frames.Take(Settings, sent);

        Assert.Equal((byte[])[.. Settings, .. Ping(5)], sent.WrittenSpan.ToArray());
    }

    [Fact]
    public void While_nothing_is_sent_it_goes_out_at_once_each_of_several()
    {
        frames.Take(Settings, sent);
        frames.Ask(5);
        frames.Ask(6);
        frames.Take([], sent);

        Assert.Equal((byte[])[.. Settings, .. Ping(5), .. Ping(6)], sent.WrittenSpan.ToArray());
    }

    private static byte[] Ping(ulong payload)
    {
        byte[] frame = new byte[PingFrame.Bytes];
        PingFrame.Write(payload, frame);
        return frame;
    }
}
