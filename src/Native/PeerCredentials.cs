// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Attestation.Kernel;
using Attestation.Native.Linux;

namespace Attestation.Native;

/// <summary>Peers of unix sockets by SO_PEERCRED, SO_PEERGROUPS and SO_PEERPIDFD (Linux 6.5; before it pidfd_open, start time checked).</summary>
public sealed class PeerCredentials : IPeerCredentials
{
    private const string Where = "unix socket";
    private const int FirstGroups = 32;

    // NGROUPS_MAX of include/uapi/linux/limits.h.
    private const int MaxGroups = 65536;

    /// <inheritdoc/>
    public Peer Of(SafeHandle socket)
    {
        bool isHeld = false;
        try
        {
            socket.DangerousAddRef(ref isHeld);
            return Sample((int)socket.DangerousGetHandle());
        }
        finally
        {
            if (isHeld)
            {
                socket.DangerousRelease();
            }
        }
    }

    private static Peer Sample(int socket)
    {
        Sockets.Credentials credentials = Credentials(socket);
        ImmutableArray<uint> groups = Groups(socket);
        (ProcessHandle? process, bool isExact) = Process(socket, credentials.Pid);
        return new(credentials.Pid, credentials.Uid, credentials.Gid, groups, process) { IsExact = isExact };
    }

    private static unsafe Sockets.Credentials Credentials(int socket)
    {
        Sockets.Credentials credentials = default;
        int length = sizeof(Sockets.Credentials);
        SystemCall.Check(Sockets.GetOption(socket, Sockets.SocketLevel, Sockets.PeerCredentials, &credentials, &length), "getsockopt SO_PEERCRED", Where);
        return credentials;
    }

    private static (ProcessHandle? Process, bool IsExact) Process(int socket, int pid)
    {
        if (pid == 0)
        {
            return (null, false);
        }

        return TryPidfd(socket, out int file) ? (new(file, pid), true) : (ProcessHandle.OpenByNumber(pid), false);
    }

    private static unsafe bool TryPidfd(int socket, out int file)
    {
        int got = -1;
        int length = sizeof(int);
        bool known = Sockets.GetOption(socket, Sockets.SocketLevel, Sockets.PeerPidfd, &got, &length) >= 0;
        file = got;
        return known || (SystemCall.LastError == Errno.ENOPROTOOPT ? false : throw new KernelException("getsockopt SO_PEERPIDFD", Where, SystemCall.LastError));
    }

    private static unsafe ImmutableArray<uint> Groups(int socket)
    {
        for (uint[] groups = new uint[FirstGroups]; ; groups = new uint[groups.Length * 2])
        {
            int length = groups.Length * sizeof(uint);
            fixed (uint* start = groups)
            {
                if (Sockets.GetOption(socket, Sockets.SocketLevel, Sockets.PeerGroups, start, &length) >= 0)
                {
                    return [.. groups.AsSpan(0, length / sizeof(uint))];
                }
            }

            switch (SystemCall.LastError)
            {
                case Errno.ENODATA:
                    return [];
                case Errno.ERANGE when groups.Length <= MaxGroups:
                    break;
                case Errno other:
                    throw new KernelException("getsockopt SO_PEERGROUPS", Where, other);
            }
        }
    }
}
