// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;
using Attestation.Kernel;
using Attestation.Native.Linux;

namespace Attestation.Native;

/// <summary>Segments by SO_PASSCRED, SO_PASSPIDFD (Linux 6.5) and recvmsg; SO_PASSRIGHTS is taken away where there is one (6.16).</summary>
public sealed class Segments : ISegments
{
    private const string Where = "unix socket";

    /// <inheritdoc/>
    public void Watch(SafeHandle listener) => Held(listener, socket =>
    {
        SystemCall.Check(Set(socket, Sockets.PassCredentials, 1), "setsockopt SO_PASSCRED", Where);
        SetWhereKnown(socket, Sockets.PassPidfd, 1, "setsockopt SO_PASSPIDFD");
        SetWhereKnown(socket, Sockets.PassRights, 0, "setsockopt SO_PASSRIGHTS");
    });

    /// <inheritdoc/>
    public unsafe Segment? Receive(SafeHandle socket, Span<byte> buffer)
    {
        byte* control = stackalloc byte[ControlMessages.MaxBytes];
        fixed (byte* start = buffer)
        {
            Sockets.Part part = new() { Start = start, Length = (nuint)buffer.Length };
            Sockets.Message message = new() { Parts = &part, PartCount = 1, Control = control, ControlLength = ControlMessages.MaxBytes };
            nint got = Receive(socket, &message);
            if (got < 0)
            {
                return SystemCall.LastError is Errno.EAGAIN or Errno.EINTR ? null : throw new KernelException("recvmsg", Where, SystemCall.LastError);
            }

            ControlMessages said = ControlMessages.Take(new(control, (int)message.ControlLength));
            return new((int)got, said.Sender, said.HasDescriptors || (message.Flags & Sockets.ControlTruncated) != 0);
        }
    }

    private static unsafe nint Receive(SafeHandle socket, Sockets.Message* message)
    {
        bool isHeld = false;
        try
        {
            socket.DangerousAddRef(ref isHeld);
            return Sockets.Receive((int)socket.DangerousGetHandle(), message, Sockets.DontWait | Sockets.CloseOnExec);
        }
        finally
        {
            if (isHeld)
            {
                socket.DangerousRelease();
            }
        }
    }

    private static void Held(SafeHandle socket, Action<int> use)
    {
        bool isHeld = false;
        try
        {
            socket.DangerousAddRef(ref isHeld);
            use((int)socket.DangerousGetHandle());
        }
        finally
        {
            if (isHeld)
            {
                socket.DangerousRelease();
            }
        }
    }

    private static void SetWhereKnown(int socket, int option, int value, string call)
    {
        if (Set(socket, option, value) < 0 && SystemCall.LastError is not Errno.ENOPROTOOPT)
        {
            throw new KernelException(call, Where, SystemCall.LastError);
        }
    }

    private static unsafe int Set(int socket, int option, int value) => Sockets.SetOption(socket, Sockets.SocketLevel, option, &value, sizeof(int));
}
