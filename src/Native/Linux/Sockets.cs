// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;

namespace Attestation.Native.Linux;

/// <summary>Options and messages of unix sockets that name peer and senders. include/uapi/asm-generic/socket.h; struct ucred, struct user_msghdr, struct cmsghdr and flags of include/linux/socket.h.</summary>
internal static partial class Sockets
{
    public const int SocketLevel = 1;
    public const int PassCredentials = 16;
    public const int PeerCredentials = 17;
    public const int PeerGroups = 59;
    public const int PassPidfd = 76;
    public const int PeerPidfd = 77;
    public const int PassRights = 83;

    /// <summary>Types of control messages.</summary>
    public const int Rights = 1;
    public const int SenderCredentials = 2;
    public const int SenderPidfd = 4;

    /// <summary>Flags of recvmsg.</summary>
    public const int ControlTruncated = 0x8;
    public const int DontWait = 0x40;
    public const int CloseOnExec = 0x4000_0000;

    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    public static unsafe partial int GetOption(int socket, int level, int option, void* value, int* length);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    public static unsafe partial int SetOption(int socket, int level, int option, void* value, int length);

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    public static unsafe partial nint Receive(int socket, Message* message, int flags);

    /// <summary>struct user_msghdr, 56 bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct Message
    {
        public void* Name;
        public int NameLength;
        public Part* Parts;
        public nuint PartCount;
        public void* Control;
        public nuint ControlLength;
        public int Flags;
    }

    /// <summary>struct iovec, 16 bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct Part
    {
        public void* Start;
        public nuint Length;
    }

    /// <summary>struct cmsghdr, 16 bytes; its content follows, and the next one at the next multiple of 8.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct ControlHeader
    {
        public nuint Length;
        public int Level;
        public int Type;
    }

    /// <summary>struct ucred, 12 bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Credentials
    {
        public int Pid;
        public uint Uid;
        public uint Gid;
    }
}
