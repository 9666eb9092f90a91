// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;
using CsCheck;

namespace Attestation.Native.Tests;

/// <summary>What datagrams of the proc connector mean, and what is done about those that are missing.</summary>
public sealed class ProcessEventFeedTests
{
    private static readonly ProcessEvent Lost = new(ProcessEventKind.Lost, 0, 0);

    private readonly FakeEventSocket socket = new();
    private readonly ProcessEventFeed feed;

    public ProcessEventFeedTests() => feed = new(socket);

    [Fact]
    public void Forks_execs_and_exits_are_told_in_their_order()
    {
        socket.Send(FakeEventSocket.Event(FakeEventSocket.Fork, 0, 10, 10, 11, 11));
        socket.Send(FakeEventSocket.Event(FakeEventSocket.Exec, 1, 11, 11));
        socket.Send(FakeEventSocket.Event(FakeEventSocket.Exit, 2, 11, 11));

        Assert.Equal([new(ProcessEventKind.Fork, 11, 10), new(ProcessEventKind.Exec, 11, 0), new(ProcessEventKind.Exit, 11, 0)], All());
    }

    [Fact]
    public void Threads_that_come_and_go_and_events_of_other_kinds_are_not_told()
    {
        socket.Send(FakeEventSocket.Event(FakeEventSocket.Fork, 0, 10, 10, 12, 10));
        socket.Send(FakeEventSocket.Event(FakeEventSocket.Exit, 1, 12, 10));
        socket.Send(FakeEventSocket.Event(0x200, 2, 10, 10));

        Assert.Empty(All());
    }

    [Fact]
    public void An_exec_by_a_thread_is_its_processs() => Assert.Equal(new ProcessEvent(ProcessEventKind.Exec, 10, 0), One(FakeEventSocket.Event(FakeEventSocket.Exec, 0, 12, 10)));

    [Fact]
    public void A_full_buffer_loses_what_is_in_it_too_until_it_is_empty()
    {
        socket.Send(FakeEventSocket.Event(FakeEventSocket.Exec, 0, 10, 10));
        socket.Fail(Errno.ENOBUFS);
        socket.Send(FakeEventSocket.Event(FakeEventSocket.Exec, 1, 11, 11));
        socket.Fail(Errno.ENOBUFS);
        socket.Send(FakeEventSocket.Event(FakeEventSocket.Exec, 9, 12, 12));
        socket.Fail(Errno.EAGAIN);
        socket.Send(FakeEventSocket.Event(FakeEventSocket.Exec, 20, 13, 13));

        Assert.Equal([new(ProcessEventKind.Exec, 10, 0), Lost, new(ProcessEventKind.Exec, 13, 0)], All());
    }

    [Fact]
    public void A_number_that_a_processor_left_out_is_a_lost_event()
    {
        socket.Send(FakeEventSocket.Event(FakeEventSocket.Exec, uint.MaxValue, 10, 10));
        socket.Send(FakeEventSocket.Event(FakeEventSocket.Exec, 0, 10, 10));
        socket.Send(FakeEventSocket.Event(FakeEventSocket.Exec, 2, 10, 10));
        socket.Send(FakeEventSocket.Event(FakeEventSocket.Exec, 3, 10, 10));

        Assert.Equal([ProcessEventKind.Exec, ProcessEventKind.Exec, ProcessEventKind.Lost, ProcessEventKind.Exec], All().Select(each => each.Kind));
    }

    [Fact]
    public void An_answer_to_another_listener_has_a_number_of_its_processor_too()
    {
        socket.Send(FakeEventSocket.Event(FakeEventSocket.Exec, 5, 10, 10));
        socket.Send(FakeEventSocket.Answer(1, 6));
        socket.Send(FakeEventSocket.Event(FakeEventSocket.Exec, 7, 10, 10));

        Assert.Equal([ProcessEventKind.Exec, ProcessEventKind.Exec], All().Select(each => each.Kind));
    }

    [Fact]
    public void What_another_process_sent_is_nothing()
    {
        socket.Send(FakeEventSocket.Event(FakeEventSocket.Exec, 5, 10, 10), isKernels: false);
        socket.Send(new byte[3], isKernels: false);

        Assert.Empty(All());
    }

    [Theory]
    [InlineData(0, 40u)]
    [InlineData(0, 4000u)]
    [InlineData(4, 2u)]
    [InlineData(16, 2u)]
    [InlineData(20, 2u)]
    [InlineData(32, 39u)]
    [InlineData(32, 41u)]
    public void A_message_of_the_kernel_that_is_not_as_it_should_be_counts_as_lost(int offset, uint value)
    {
        byte[] datagram = FakeEventSocket.Event(FakeEventSocket.Exec, 0, 10, 10);
        (datagram[offset], datagram[offset + 1]) = ((byte)(value & 0xff), (byte)(value >> 8));

        Assert.Equal(Lost, One(datagram));
    }

    [Fact]
    public void A_part_of_a_message_or_more_than_fits_counts_as_lost()
    {
        byte[] whole = FakeEventSocket.Event(FakeEventSocket.Exec, 0, 10, 10);

        Assert.Equal(Lost, One(whole[..75]));
        Assert.Equal(Lost, One([]));
        Assert.Equal(Lost, One([.. whole, .. new byte[300]]));
    }

    [Fact]
    public void Any_bytes_are_read_without_an_exception_and_take_an_end() => Gen.Byte.Array[0, 400].Sample(bytes =>
    {
        // Samples run beside each other: each has a socket of its own.
        using FakeEventSocket own = new();
        using ProcessEventFeed read = new(own);
        own.Send(bytes);
        while (read.Take() is { } told)
        {
            Assert.True(told == Lost || told.Kind is ProcessEventKind.Fork or ProcessEventKind.Exec or ProcessEventKind.Exit);
        }
    });

    [Fact]
    public void Any_change_of_an_event_is_read_without_an_exception() =>
        Gen.Select(Gen.Int[0, 75], Gen.Byte, Gen.Int[0, 80]).Sample((at, value, length) =>
        {
            byte[] datagram = [.. FakeEventSocket.Event(FakeEventSocket.Exec, 0, 10, 10), .. new byte[4]];
            datagram[at] = value;
            if (ProcessEventMessage.TryRead(datagram.AsSpan(0, length), out ProcessEventMessage read))
            {
                Assert.True(length >= 76);
                Assert.Equal(read.Answers is not null, (datagram[36] | datagram[37] | datagram[38] | datagram[39]) == 0);
            }
        });

    [Fact]
    public void An_answer_is_found_among_events_and_answers_to_others_and_what_was_lost_on_the_way_is_told()
    {
        socket.Send(FakeEventSocket.Event(FakeEventSocket.Exec, 1, 10, 10));
        socket.Send(FakeEventSocket.Answer(6, 2));
        socket.Fail(Errno.ENOBUFS);
        socket.Send(FakeEventSocket.Answer(7, 3, Errno.EPERM));
        socket.Send(FakeEventSocket.Event(FakeEventSocket.Exec, 4, 10, 10));

        Assert.Equal(Errno.EPERM, feed.AnswerTo(7));
        Assert.Equal([Lost], All());
        Assert.Null(feed.AnswerTo(8));
    }

    [Fact]
    public void A_socket_that_is_broken_says_so()
    {
        socket.Fail(Errno.EBADF);

        Assert.Equal(Errno.EBADF, Assert.Throws<KernelException>(() => feed.Take()).Errno);
    }

    private ProcessEvent? One(byte[] datagram)
    {
        socket.Send(datagram);
        return Assert.Single(All());
    }

    private List<ProcessEvent> All()
    {
        List<ProcessEvent> told = [];
        while (feed.Take() is { } one)
        {
            told.Add(one);
        }

        return told;
    }
}
