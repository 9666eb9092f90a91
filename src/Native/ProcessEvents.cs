// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;
using Attestation.Native.Linux;
using Microsoft.Win32.SafeHandles;

namespace Attestation.Native;

/// <summary>Events of processes by the proc connector (netlink, Linux 2.6.15). It tells of every process of the machine, whatever namespaces it is in, and the kernel filters nothing.</summary>
public sealed class ProcessEvents : IProcessEvents
{
    private const string Where = "proc connector";

    // About 20,000 events: what comes while this process waits for a processor. Less where CAP_NET_ADMIN is missing.
    private const int BufferBytes = 16 << 20;
    private const int Answers = 256;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public IProcessEventFeed Listen()
    {
        ProcessEventFeed feed = new(new(
            SystemCall.Check(Netlink.Open(Netlink.Family, Netlink.Datagrams | Netlink.NonBlocking | Netlink.CloseOnExec, Netlink.Connector), "socket NETLINK_CONNECTOR", Where), ownsHandle: true));
        try
        {
            uint question = (uint)Environment.ProcessId;
            Ask(feed.Socket, question);
            RequireAnswer(feed, question);
            return feed;
        }
        catch
        {
            feed.Dispose();
            throw;
        }
    }

    private static unsafe void Ask(SafeFileHandle socket, uint question)
    {
        int room = BufferBytes;
        Netlink.Address group = new() { Family = Netlink.Family, Groups = ProcConnector.Index };
        SystemCall.Check(Netlink.Bind(socket, &group, sizeof(Netlink.Address)), "bind CN_IDX_PROC", Where);
        _ = Sockets.SetOption((int)socket.DangerousGetHandle(), Sockets.SocketLevel, Netlink.ForceReceiveBuffer, &room, sizeof(int));
        ProcConnector.Request request = new()
        {
            Header = new() { Length = (uint)sizeof(ProcConnector.Request), Type = Netlink.Done },
            Message = new() { Index = ProcConnector.Index, Value = ProcConnector.Value, Sequence = question, Length = sizeof(uint) },
            Operation = ProcConnector.Listen,
        };
        SystemCall.Check(Netlink.Send(socket, &request, (nuint)sizeof(ProcConnector.Request), 0), "send PROC_CN_MCAST_LISTEN", Where);
    }

    // Answers go to all who listen, and events may come before ours.
    private static void RequireAnswer(ProcessEventFeed feed, uint question)
    {
        for (int each = 0; each < Answers && feed.Wait(Patience); each++)
        {
            if (feed.Receive() is { What: ProcConnector.Acknowledged } answer && answer.Message.Sequence == question)
            {
                _ = answer.Error == 0 ? true : throw new KernelException("PROC_CN_MCAST_LISTEN", Where, (Errno)answer.Error);
                return;
            }
        }

        throw new KernelException("PROC_CN_MCAST_LISTEN", Where, Errno.ETIMEDOUT);
    }
}
