// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;

namespace Attestation.Native.Linux;

/// <summary>Options of unix sockets that name the peer. include/uapi/asm-generic/socket.h, struct ucred of include/linux/socket.h.</summary>
internal static partial class Sockets
{
    public const int SocketLevel = 1;
    public const int PeerCredentials = 17;
    public const int PeerGroups = 59;
    public const int PeerPidfd = 77;

    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    public static unsafe partial int GetOption(int socket, int level, int option, void* value, int* length);

    /// <summary>struct ucred, 12 bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Credentials
    {
        public int Pid;
        public uint Uid;
        public uint Gid;
    }
}
