// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;

namespace Attestation.Native.Linux;

/// <summary>What processes do, told by the kernel. include/uapi/linux/connector.h and cn_proc.h.</summary>
internal static class ProcConnector
{
    /// <summary>CN_IDX_PROC: the group too.</summary>
    public const uint Index = 1;

    /// <summary>CN_VAL_PROC.</summary>
    public const uint Value = 1;

    /// <summary>PROC_CN_MCAST_LISTEN.</summary>
    public const uint Listen = 1;

    /// <summary>PROC_CN_MCAST_IGNORE.</summary>
    public const uint Ignore = 2;

    /// <summary>PROC_EVENT_NONE: the kernel's answer to a listener.</summary>
    public const uint Acknowledged = 0;

    public const uint Fork = 0x1;
    public const uint Exec = 0x2;
    public const uint Exit = 0x8000_0000;

    /// <summary>What a listener asks: 40 bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Request
    {
        public Netlink.Header Header;
        public Message Message;
        public uint Operation;
    }

    /// <summary>struct cn_msg, 20 bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Message
    {
        public uint Index;
        public uint Value;

        /// <summary>Counts the messages of a processor.</summary>
        public uint Sequence;

        /// <summary>Of an answer one more than the question's.</summary>
        public uint Acknowledges;

        /// <summary>Of what follows.</summary>
        public ushort Length;

        public ushort Flags;
    }

    /// <summary>Header, message and struct proc_event, 76 bytes: what its union has of forks, execs and exits.</summary>
    [StructLayout(LayoutKind.Explicit, Size = Size)]
    public struct Event
    {
        public const int Size = 76;

        /// <summary>Header and message.</summary>
        public const int Front = 36;

        [FieldOffset(0)]
        public Netlink.Header Header;

        [FieldOffset(16)]
        public Message Message;

        [FieldOffset(36)]
        public uint What;

        [FieldOffset(40)]
        public uint Processor;

        /// <summary>Of an answer: errno, 0 for success.</summary>
        [FieldOffset(52)]
        public uint Error;

        /// <summary>process_pid, of a fork parent_pid: a thread.</summary>
        [FieldOffset(52)]
        public int Thread;

        /// <summary>process_tgid, of a fork parent_tgid.</summary>
        [FieldOffset(56)]
        public int Process;

        /// <summary>Of a fork.</summary>
        [FieldOffset(60)]
        public int ChildThread;

        /// <summary>Of a fork.</summary>
        [FieldOffset(64)]
        public int ChildProcess;
    }
}
