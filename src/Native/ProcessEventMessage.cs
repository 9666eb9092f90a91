// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;
using Attestation.Kernel;
using Attestation.Native.Linux;

namespace Attestation.Native;

/// <summary>A datagram of the proc connector: an answer to somebody who listens, or an event.</summary>
/// <remarks>include/uapi/linux/cn_proc.h; what a later kernel adds to the end of its union is not read.</remarks>
/// <param name="IsAnswer">True for an answer: it goes to all who listen.</param>
/// <param name="Sequence">Of an answer the question's; of an event its number among its processor's.</param>
/// <param name="Processor">Where the event was.</param>
/// <param name="Error">Of an answer; none for success.</param>
/// <param name="Event">Null for an answer, and for what nobody asks about: threads, names, ids, sessions.</param>
internal readonly record struct ProcessEventMessage(bool IsAnswer, uint Sequence, uint Processor, Errno Error, ProcessEvent? Event)
{
    private const int Alignment = 4;

    /// <summary>Reads one.</summary>
    /// <param name="datagram">All of it.</param>
    /// <param name="read">The message.</param>
    /// <returns>False for anything else, and for a part of one.</returns>
    public static bool TryRead(ReadOnlySpan<byte> datagram, out ProcessEventMessage read)
    {
        bool isWhole = MemoryMarshal.TryRead(datagram, out ProcConnector.Event said)
            && said.Header.Type == Netlink.Done
            && said.Header.Length <= datagram.Length && datagram.Length - said.Header.Length < Alignment
            && said.Message is { Index: ProcConnector.Index, Value: ProcConnector.Value }
            && said.Message.Length >= ProcConnector.Event.Size - ProcConnector.Event.Front && said.Message.Length <= said.Header.Length - ProcConnector.Event.Front;
        read = !isWhole ? default
            : said.What == ProcConnector.Acknowledged ? new(true, said.Message.Sequence, 0, (Errno)said.Error, null)
            : new(false, said.Message.Sequence, said.Processor, Errno.None, EventOf(said));
        return isWhole;
    }

    private static ProcessEvent? EventOf(in ProcConnector.Event said) => said.What switch
    {
        ProcConnector.Fork when said.ChildThread == said.ChildProcess => new(ProcessEventKind.Fork, said.ChildProcess, said.Process),
        ProcConnector.Exec => new(ProcessEventKind.Exec, said.Process, 0),
        ProcConnector.Exit when said.Thread == said.Process => new(ProcessEventKind.Exit, said.Process, 0),
        _ => null,
    };
}
