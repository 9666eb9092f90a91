// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Attestation.Native.Linux;

/// <summary>Device requests and their numbers. include/uapi/asm-generic/ioctl.h: number 8 bits, type 8, size 14, direction 2.</summary>
internal static partial class Ioctl
{
    private const int TypeShift = 8;
    private const int SizeShift = 16;
    private const int DirectionShift = 30;
    private const uint WriteAndRead = 3;

    /// <summary>_IOWR.</summary>
    public static uint WriteRead(char type, byte number, int size) =>
        (WriteAndRead << DirectionShift) | ((uint)size << SizeShift) | ((uint)type << TypeShift) | number;

    /// <summary>_IO.</summary>
    public static uint Plain(byte type, byte number) => ((uint)type << TypeShift) | number;

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static unsafe partial int Request(SafeFileHandle file, nuint request, void* argument);
}
