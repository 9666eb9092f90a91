// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;
using Attestation.Native.Linux;
using Microsoft.Win32.SafeHandles;

namespace Attestation.Native;

/// <summary>A socket of the proc connector. It notices lost events in two ways: the kernel's word that the buffer was full, and numbers that a processor left out.</summary>
internal sealed class ProcessEventFeed(SafeFileHandle socket) : IProcessEventFeed
{
    private const string Where = "proc connector";

    // Each processor counts its own events; one that could not be sent for want of memory is only missing in that count.
    private readonly Dictionary<uint, uint> next = [];

    public SafeFileHandle Socket => socket;

    public unsafe bool Wait(TimeSpan longest)
    {
        Pidfds.PollEntry entry = new() { File = (int)socket.DangerousGetHandle(), Events = Pidfds.Readable };
        return Pidfds.Poll(&entry, 1, (int)longest.TotalMilliseconds) > 0;
    }

    public ProcessEvent? Take()
    {
        try
        {
            while (Receive() is { } said)
            {
                if (EventOf(said) is { } one)
                {
                    return one;
                }
            }

            return null;
        }
        catch (KernelException full) when (full.Errno == Errno.ENOBUFS)
        {
            return Recover();
        }
    }

    /// <summary>The next message of the kernel; null where there is none.</summary>
    /// <exception cref="KernelException">ENOBUFS: the buffer was full. Another: the socket is broken.</exception>
    public unsafe ProcConnector.Event? Receive()
    {
        while (true)
        {
            ProcConnector.Event said = default;
            Netlink.Address from = default;
            int length = sizeof(Netlink.Address);
            nint got = Netlink.Receive(socket, &said, (nuint)sizeof(ProcConnector.Event), 0, &from, &length);
            if (got < 0)
            {
                return SystemCall.LastError is Errno.EAGAIN or Errno.EINTR ? null : throw new KernelException("recvfrom", Where, SystemCall.LastError);
            }

            if (from.Port == 0 && IsWhole(said, (int)got))
            {
                return said;
            }
        }
    }

    /// <summary>What a message says; null where it is about nothing that is listened for.</summary>
    public ProcessEvent? EventOf(in ProcConnector.Event said)
    {
        if (said.What == ProcConnector.Acknowledged)
        {
            return null;
        }

        bool isNext = !next.TryGetValue(said.Processor, out uint expected) || said.Message.Sequence == expected;
        next[said.Processor] = unchecked(said.Message.Sequence + 1);
        return isNext ? Told(said) : default(ProcessEvent);
    }

    public void Dispose() => socket.Dispose();

    private static ProcessEvent? Told(in ProcConnector.Event said) => said.What switch
    {
        ProcConnector.Fork when said.ChildThread == said.ChildProcess => new(ProcessEventKind.Fork, said.ChildProcess, said.Process),
        ProcConnector.Exec => new(ProcessEventKind.Exec, said.Process, 0),
        ProcConnector.Exit when said.Thread == said.Process => new(ProcessEventKind.Exit, said.Process, 0),
        _ => null,
    };

    // The kernel says once that the buffer was full, and drops what comes until it is empty: nothing in it can be told from what was dropped.
    private ProcessEvent Recover()
    {
        next.Clear();
        while (Receive() is not null)
        {
        }

        return new(ProcessEventKind.Lost, 0, 0);
    }

    private static unsafe bool IsWhole(in ProcConnector.Event said, int got) =>
        got == sizeof(ProcConnector.Event) && said.Message is { Index: ProcConnector.Index, Value: ProcConnector.Value };
}
