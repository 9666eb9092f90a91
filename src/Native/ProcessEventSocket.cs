// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;
using Attestation.Native.Linux;
using Microsoft.Win32.SafeHandles;

namespace Attestation.Native;

/// <summary>A netlink socket in the group of the proc connector.</summary>
internal sealed class ProcessEventSocket : IProcessEventSocket
{
    private const string Where = "proc connector";

    private readonly SafeFileHandle socket = new(
        SystemCall.Check(Netlink.Open(Netlink.Family, Netlink.Datagrams | Netlink.NonBlocking | Netlink.CloseOnExec, Netlink.Connector), "socket NETLINK_CONNECTOR", Where), ownsHandle: true);

    /// <param name="room">Bytes of the buffer; the usual 200 KiB where CAP_NET_ADMIN is missing. An event takes 768 of twice as many.</param>
    /// <exception cref="KernelException">EPERM: not permitted to listen.</exception>
    public unsafe void Join(int room)
    {
        Netlink.Address group = new() { Family = Netlink.Family, Groups = ProcConnector.Index };
        _ = Sockets.SetOption((int)socket.DangerousGetHandle(), Sockets.SocketLevel, Netlink.ForceReceiveBuffer, &room, sizeof(int));
        SystemCall.Check(Netlink.Bind(socket, &group, sizeof(Netlink.Address)), "bind CN_IDX_PROC", Where);
    }

    public void Ask(uint operation, uint question) => SystemCall.Check(Send(operation, question), "send PROC_CN_MCAST", Where);

    public unsafe bool Wait(TimeSpan longest)
    {
        Pidfds.PollEntry entry = new() { File = (int)socket.DangerousGetHandle(), Events = Pidfds.Readable };
        return Pidfds.Poll(&entry, 1, (int)longest.TotalMilliseconds) > 0;
    }

    public unsafe Errno Receive(Span<byte> buffer, out int length, out bool isKernels)
    {
        fixed (byte* start = buffer)
        {
            Netlink.Address from = default;
            int size = sizeof(Netlink.Address);
            nint got = Netlink.Receive(socket, start, (nuint)buffer.Length, Netlink.WholeLength, &from, &size);
            length = (int)Math.Max(got, 0);
            isKernels = from is { Family: Netlink.Family, Port: 0 };
            return got >= 0 ? Errno.None : SystemCall.LastError == Errno.EINTR ? Errno.EAGAIN : SystemCall.LastError;
        }
    }

    // A kernel before 6.6 counts who listens, and does not see a socket go.
    public void Dispose()
    {
        _ = Send(ProcConnector.Ignore, 0);
        socket.Dispose();
    }

    private unsafe nint Send(uint operation, uint question)
    {
        ProcConnector.Request request = new()
        {
            Header = new() { Length = (uint)sizeof(ProcConnector.Request), Type = Netlink.Done },
            Message = new() { Index = ProcConnector.Index, Value = ProcConnector.Value, Acknowledges = question, Length = sizeof(uint) },
            Operation = operation,
        };
        return Netlink.Send(socket, &request, (nuint)sizeof(ProcConnector.Request), 0);
    }
}
