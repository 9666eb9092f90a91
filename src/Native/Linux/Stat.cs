// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;
using Attestation.Kernel;

namespace Attestation.Native.Linux;

/// <summary>What the kernel says of a file. include/uapi/linux/stat.h.</summary>
internal static partial class Stat
{
    /// <summary>AT_FDCWD, include/uapi/linux/fcntl.h.</summary>
    public const int CurrentDirectory = -100;

    /// <summary>AT_SYMLINK_NOFOLLOW.</summary>
    public const int NoFollow = 0x100;

    /// <summary>AT_EMPTY_PATH: the file that the number names.</summary>
    public const int EmptyPath = 0x1000;

    /// <summary>AT_STATX_DONT_SYNC: what the kernel remembers, without asking a file's server.</summary>
    public const int DoNotSync = 0x4000;

    /// <summary>STATX_BASIC_STATS.</summary>
    public const uint Basic = 0x7ff;

    /// <summary>STATX_BASIC_STATS but the time of the last access and the blocks, which every read makes stale.</summary>
    public const uint State = 0x3df;

    /// <summary>STATX_MNT_ID, since Linux 5.8.</summary>
    public const uint MountId = 0x1000;

    /// <summary>S_IFMT: the bits of a mode that say what the file is.</summary>
    public const int KindMask = 0xf000;

    public const int Fifo = 0x1000;
    public const int CharacterDevice = 0x2000;
    public const int Directory = 0x4000;
    public const int Regular = 0x8000;
    public const int Link = 0xa000;
    public const int Socket = 0xc000;

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial int Extended(int directory, string path, int flags, uint mask, Status* status);

    /// <summary>The front of struct statx, 256 bytes in all; the same on every architecture.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    public struct Status
    {
        [FieldOffset(0)]
        public uint Mask;

        [FieldOffset(16)]
        public uint Links;

        [FieldOffset(20)]
        public uint Uid;

        [FieldOffset(24)]
        public uint Gid;

        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(40)]
        public ulong Size;

        [FieldOffset(96)]
        public long ChangedSeconds;

        [FieldOffset(104)]
        public uint ChangedNanoseconds;

        [FieldOffset(112)]
        public long ModifiedSeconds;

        [FieldOffset(120)]
        public uint ModifiedNanoseconds;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;

        [FieldOffset(144)]
        public ulong Mount;

        /// <summary>The device in the form that has room for both numbers.</summary>
        public readonly ulong Device => ((ulong)DeviceMajor << 32) | DeviceMinor;

        /// <summary>Which file, its size and ctime.</summary>
        public readonly FileIdentity Identity => new(Device, Inode, (long)Size, ChangedSeconds, ChangedNanoseconds);
    }
}
