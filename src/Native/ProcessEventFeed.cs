// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;

namespace Attestation.Native;

/// <summary>Events out of datagrams. Lost ones are noticed in two ways: the kernel's word that the buffer was full, and numbers that a processor left out.</summary>
/// <remarks>A kernel without memory for an event says nothing: the next event of that processor shows it. What cannot be read counts as lost.</remarks>
/// <param name="socket">Owned.</param>
internal sealed class ProcessEventFeed(IProcessEventSocket socket) : IProcessEventFeed
{
    // Of one call: more than the buffer holds, and an end to it whoever sends.
    private const int MostAtOnce = 1 << 18;
    private const int BufferBytes = 256;

    private static readonly ProcessEvent Lost = new(ProcessEventKind.Lost, 0, 0);

    // Each processor counts its own, answers among them.
    private readonly Dictionary<uint, uint> next = [];
    private bool isDiscarding;

    private enum Received
    {
        Nothing,
        Message,
        Foreign,
        Unread,
        Overrun,
    }

    public bool Wait(TimeSpan longest) => socket.Wait(longest);

    public ProcessEvent? Take()
    {
        for (int each = 0; each < MostAtOnce; each++)
        {
            switch (Receive(out ProcessEventMessage said))
            {
                case Received.Nothing when !isDiscarding:
                    return null;
                case Received.Nothing:
                    return Forget();
                case Received.Unread when !isDiscarding:
                    return Forget();
                case Received.Message when !isDiscarding && said.Processor != ProcessEventMessage.NoProcessor && Told(said) is { } told:
                    return told;
            }
        }

        return Lost;
    }

    /// <summary>The kernel's answer to a question; null where there is none yet.</summary>
    /// <remarks>Answers go to all who listen, and events come before ours: before anything is known, none of them is missed.</remarks>
    /// <exception cref="KernelException">The socket is broken.</exception>
    public Errno? AnswerTo(uint question)
    {
        for (int each = 0; each < MostAtOnce && Receive(out ProcessEventMessage said) is var received && received != Received.Nothing; each++)
        {
            if (received == Received.Message && said.Answers == question)
            {
                return said.Error;
            }
        }

        return null;
    }

    public void Dispose() => socket.Dispose();

    private Received Receive(out ProcessEventMessage said)
    {
        said = default;
        Span<byte> buffer = stackalloc byte[BufferBytes];
        switch (socket.Receive(buffer, out int length, out bool isKernels))
        {
            case Errno.None:
                return !isKernels ? Received.Foreign
                    : length <= BufferBytes && ProcessEventMessage.TryRead(buffer[..length], out said) ? Received.Message
                    : Received.Unread;
            case Errno.EAGAIN:
                return Received.Nothing;
            case Errno.ENOBUFS:
                isDiscarding = true;
                return Received.Overrun;
            case var broken:
                throw new KernelException("recvfrom", "proc connector", broken);
        }
    }

    private ProcessEvent? Told(in ProcessEventMessage said)
    {
        bool isNext = !next.TryGetValue(said.Processor, out uint expected) || said.Sequence == expected;
        next[said.Processor] = unchecked(said.Sequence + 1);
        return isNext ? said.Event : Forget();
    }

    // Of a full buffer the kernel tells once, and goes on to drop until it is empty: only then does nothing fall between what was forgotten and what comes.
    private ProcessEvent Forget()
    {
        isDiscarding = false;
        next.Clear();
        return Lost;
    }
}
