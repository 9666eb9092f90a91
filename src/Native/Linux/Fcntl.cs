// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;

namespace Attestation.Native.Linux;

/// <summary>Flags of open and its like. include/uapi/asm-generic/fcntl.h, arch/arm64/include/uapi/asm/fcntl.h, include/uapi/linux/fcntl.h.</summary>
internal static class Fcntl
{
    public const int ReadOnly = 0;
    public const int WriteOnly = 1;
    public const int ReadWrite = 2;
    public const int Create = 0x40;
    public const int Exclusive = 0x80;
    public const int CloseOnExec = 0x8_0000;
    public const int PathOnly = 0x20_0000;
    public const int RemoveDirectory = 0x200;

    private const int DirectoryGeneric = 0x1_0000;
    private const int NoFollowGeneric = 0x2_0000;
    private const int DirectoryArm = 0x4000;
    private const int NoFollowArm = 0x8000;

    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    public static int Directory => IsArm ? DirectoryArm : DirectoryGeneric;

    public static int NoFollow => IsArm ? NoFollowArm : NoFollowGeneric;
}
