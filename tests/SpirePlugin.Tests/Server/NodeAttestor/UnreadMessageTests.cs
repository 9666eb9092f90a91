// SPDX-License-Identifier: Apache-2.0

using System.IO.Pipelines;
using Attestation.SpirePlugin.Server.NodeAttestor;

namespace Attestation.SpirePlugin.Tests.Server.NodeAttestor;

public sealed class UnreadMessageTests
{
    private readonly Pipe pipe = new(new(pauseWriterThreshold: 0));
    private int told;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    public async Task A_message_is_taken_to_its_last_byte_and_no_further_in_pieces_of_any_size(int piece)
    {
        Task taking = TakeAsync();
        byte[] bytes = [.. Message(300), 9, 9];
        foreach (byte[] each in bytes.Chunk(piece))
        {
            await pipe.Writer.WriteAsync(each, TestContext.Current.CancellationToken);
        }

        await taking;
        Assert.Equal([9, 9], await RestAsync());
        Assert.InRange(told, 1, 310);
    }

    [Fact]
    public async Task A_message_that_a_reader_has_looked_at_as_a_whole_is_taken_though_nothing_more_comes()
    {
        await pipe.Writer.WriteAsync(Message(300), TestContext.Current.CancellationToken);
        ReadResult seen = await pipe.Reader.ReadAsync(TestContext.Current.CancellationToken);
        pipe.Reader.AdvanceTo(seen.Buffer.Start, seen.Buffer.End);

        await TakeAsync();

        Assert.Empty(await RestAsync());
    }

    [Fact]
    public async Task A_call_does_not_end_before_the_message_that_is_on_its_way()
    {
        Task taking = TakeAsync();
        await pipe.Writer.WriteAsync(Message(300).AsMemory(0, 304), TestContext.Current.CancellationToken);

        Assert.False(taking.IsCompleted);
        await pipe.Writer.WriteAsync(new byte[] { 1 }, TestContext.Current.CancellationToken);
        await taking;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task A_peer_that_ends_within_a_message_ends_the_taking(int bytes)
    {
        await pipe.Writer.WriteAsync(Message(300).AsMemory(0, bytes), TestContext.Current.CancellationToken);
        await pipe.Writer.CompleteAsync();

        await TakeAsync();
    }

    [Fact]
    public async Task More_than_anybody_sends_is_not_taken()
    {
        await pipe.Writer.WriteAsync(new byte[] { 0, 0xff, 0xff, 0xff, 0xff, 7 }, TestContext.Current.CancellationToken);

        Task taking = TakeAsync();
        await taking;

        Assert.True(taking.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task An_attestation_whose_time_is_over_waits_for_nothing()
    {
        using CancellationTokenSource late = new();
        Task taking = UnreadMessage.TakeAsync(pipe.Reader, () => told++, late.Token);
        await late.CancelAsync();

        await taking;
        Assert.Equal(0, told);
    }

    private static byte[] Message(byte[] content) => [0, .. BitConverter.GetBytes(content.Length).Reverse(), .. content];

    private static byte[] Message(int length) => Message(new byte[length]);

    private Task TakeAsync() => UnreadMessage.TakeAsync(pipe.Reader, () => told++, TestContext.Current.CancellationToken);

    private async Task<byte[]> RestAsync()
    {
        await pipe.Writer.CompleteAsync();
        using MemoryStream rest = new();
        await pipe.Reader.CopyToAsync(rest, TestContext.Current.CancellationToken);
        return rest.ToArray();
    }
}
