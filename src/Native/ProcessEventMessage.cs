// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;
using Attestation.Kernel;
using Attestation.Native.Linux;

namespace Attestation.Native;

/// <summary>A datagram of the proc connector: an answer to somebody who listens, or an event.</summary>
/// <remarks>include/uapi/linux/cn_proc.h; what a later kernel adds to the end of its union is not read.</remarks>
/// <param name="Answers">Of an answer, which goes to all who listen, the question; null for an event.</param>
/// <param name="Error">Of an answer; none for success.</param>
/// <param name="Processor">Where it comes from; <see cref="NoProcessor"/> for answers of old kernels.</param>
/// <param name="Sequence">Its number among those of its processor.</param>
/// <param name="Event">Null for an answer, and for what nobody asks about: threads, names, ids, sessions.</param>
internal readonly record struct ProcessEventMessage(uint? Answers, Errno Error, uint Processor, uint Sequence, ProcessEvent? Event)
{
    public const uint NoProcessor = uint.MaxValue;

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
            : said.What == ProcConnector.Acknowledged ? new(unchecked(said.Message.Acknowledges - 1), (Errno)said.Error, said.Processor, said.Message.Sequence, null)
            : new(null, Errno.None, said.Processor, said.Message.Sequence, EventOf(said));
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
