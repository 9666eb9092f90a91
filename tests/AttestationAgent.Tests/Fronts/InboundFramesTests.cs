// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using Attestation.Agent.Fronts;
using CsCheck;

namespace Attestation.Agent.Tests.Fronts;

/// <summary>What a client sends passes the gate, its answers to the gate's own PINGs aside.</summary>
public sealed class InboundFramesTests
{
    private const ulong Own = 0x0102030405060708;

    private static readonly byte[] Preface = [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8];
    private static readonly byte[] Settings = [0, 0, 6, 4, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 100];
    private static readonly byte[] Content = [0, 0, 3, 0, 1, 0, 0, 0, 1, 7, 8, 9];

    [Fact]
    public void Own_acknowledgements_are_taken_out_wherever_the_stream_is_cut()
    {
        byte[] stream = [.. Preface, .. Settings, .. Ping(Own, flags: 1), .. Content, .. Ping(Own, flags: 1), .. Content];
        for (int cut = 0; cut <= stream.Length; cut++)
        {
            (byte[] passed, List<ulong> answers) = Pass(stream[..cut], stream[cut..]);

            Assert.Equal((byte[])[.. Preface, .. Settings, .. Content, .. Content], passed);
            Assert.Equal([Own, Own], answers);
        }
    }

    [Fact]
    public void They_are_taken_out_of_single_bytes()
    {
        byte[] stream = [.. Preface, .. Settings, .. Ping(Own, flags: 1), .. Content];

        (byte[] passed, List<ulong> answers) = Pass([.. stream.Select(each => new[] { each })]);

        Assert.Equal((byte[])[.. Preface, .. Settings, .. Content], passed);
        Assert.Equal([Own], answers);
    }

    [Theory]
    [InlineData(Own, 0, 0, 0)]
    [InlineData(Own + 1, 1, 0, 0)]
    [InlineData(Own, 1, 1, 0)]
    [InlineData(Own, 0xfe, 0, 0)]
    public void Foreign_answers_questions_and_pings_of_streams_are_passed_on(ulong payload, byte flags, byte stream, byte reserved)
    {
        byte[] frame = Ping(payload, flags);
        frame[8] = stream;
        frame[5] = reserved;

        Assert.Equal((byte[])[.. Preface, .. frame, .. Content], Pass([.. Preface, .. frame, .. Content]).Passed);
    }

    [Fact]
    public void The_reserved_bit_of_the_stream_hides_no_answer()
    {
        byte[] frame = Ping(Own, flags: 1);
        frame[5] = 0x80;

        Assert.Equal([Own], Pass([.. Preface, .. frame]).Answers);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(9)]
    public void An_answer_of_another_length_is_passed_on(byte length)
    {
        byte[] frame = [0, 0, length, 6, 1, 0, 0, 0, 0, .. new byte[length]];

        Assert.Equal((byte[])[.. Preface, .. frame, .. Content], Pass([.. Preface, .. frame, .. Content]).Passed);
    }

    [Fact]
    public void Bytes_of_an_answer_within_another_frame_are_its_content()
    {
        byte[] frame = [0, 0, 17, 0, 0, 0, 0, 0, 1, .. Ping(Own, flags: 1)];

        Assert.Equal((byte[])[.. Preface, .. frame], Pass([.. Preface, .. frame]).Passed);
    }

    [Fact]
    public void Of_any_bytes_it_passes_on_all_but_a_frame_that_it_keeps_back() => Gen.Byte.Array[0, 200].Sample(bytes =>
    {
        (byte[] passed, List<ulong> answers) = Pass(bytes);
        Assert.Empty(answers);
        Assert.True(bytes.AsSpan().StartsWith(passed));
        Assert.InRange(bytes.Length - passed.Length, 0, 16);
    });

    private static byte[] Ping(ulong payload, byte flags)
    {
        byte[] frame = new byte[PingFrame.Bytes];
        PingFrame.Write(payload, frame);
        frame[4] = flags;
        return frame;
    }

    private static (byte[] Passed, List<ulong> Answers) Pass(params byte[][] pieces)
    {
        List<ulong> answers = [];
        ArrayBufferWriter<byte> passed = new();
        InboundFrames frames = new(payload =>
        {
            if (payload == Own)
            {
                answers.Add(payload);
            }

            return payload == Own;
        });
        foreach (byte[] piece in pieces)
        {
            frames.Take(piece, passed);
        }

        return (passed.WrittenSpan.ToArray(), answers);
    }
}
