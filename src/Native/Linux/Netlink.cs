// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Attestation.Native.Linux;

/// <summary>
/// Datagrams of the kernel. include/uapi/linux/netlink.h; families, types and flags of include/linux/socket.h and net.h, options of include/uapi/asm-generic/socket.h.
/// </summary>
internal static partial class Netlink
{
    public const int Family = 16;
    public const int Datagrams = 2;
    public const int NonBlocking = 0x800;
    public const int CloseOnExec = 0x8_0000;

    /// <summary>NETLINK_CONNECTOR.</summary>
    public const int Connector = 11;

    /// <summary>NLMSG_DONE: the one message of its datagram.</summary>
    public const ushort Done = 3;

    /// <summary>MSG_TRUNC: the length that the datagram had, whatever fits.</summary>
    public const int WholeLength = 0x20;

    /// <summary>SO_RCVBUFFORCE: beyond the limit of others, with CAP_NET_ADMIN.</summary>
    public const int ForceReceiveBuffer = 33;

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    public static partial int Open(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    public static unsafe partial int Bind(SafeFileHandle socket, Address* address, int length);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    public static unsafe partial nint Send(SafeFileHandle socket, void* bytes, nuint count, int flags);

    [LibraryImport("libc", EntryPoint = "recvfrom", SetLastError = true)]
    public static unsafe partial nint Receive(SafeFileHandle socket, void* buffer, nuint count, int flags, Address* from, int* length);

    /// <summary>struct sockaddr_nl, 12 bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Address
    {
        public ushort Family;
        public ushort Padding;

        /// <summary>0 for the kernel.</summary>
        public uint Port;

        /// <summary>A bit for each of the first 32 groups.</summary>
        public uint Groups;
    }

    /// <summary>struct nlmsghdr, 16 bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Header
    {
        /// <summary>Of the message, this header included.</summary>
        public uint Length;

        public ushort Type;
        public ushort Flags;
        public uint Sequence;
        public uint Port;
    }
}
