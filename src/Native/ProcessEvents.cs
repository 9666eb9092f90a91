// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;
using Attestation.Native.Linux;

namespace Attestation.Native;

/// <summary>Events of processes by the proc connector (netlink, Linux 2.6.15). It tells of every process of the machine, whatever namespaces it is in.</summary>
/// <param name="clock">Measures how long an answer takes.</param>
public sealed class ProcessEvents(TimeProvider clock) : IProcessEvents
{
    // 43,000 events: what comes while this process waits for a processor.
    private const int BufferBytes = 16 << 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    public IProcessEventFeed Listen() => Listen(BufferBytes);

    internal IProcessEventFeed Listen(int bufferBytes)
    {
        ProcessEventSocket socket = new();
        ProcessEventFeed feed = new(socket);
        try
        {
            uint question = (uint)Random.Shared.Next();
            socket.Join(bufferBytes);
            socket.Ask(ProcConnector.Listen, question);
            Errno answer = AnswerTo(feed, question);
            return answer == Errno.None ? feed : throw new KernelException("PROC_CN_MCAST_LISTEN", "proc connector", answer);
        }
        catch
        {
            feed.Dispose();
            throw;
        }
    }

    // Events that others listen for may come all the time, and our answer never.
    private Errno AnswerTo(ProcessEventFeed feed, uint question)
    {
        for (long began = clock.GetTimestamp(); clock.GetElapsedTime(began) < Patience; feed.Wait(Step))
        {
            if (feed.AnswerTo(question) is { } answer)
            {
                return answer;
            }
        }

        return Errno.ETIMEDOUT;
    }
}
