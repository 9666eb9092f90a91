// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Attestation.Native.Linux;

/// <summary>File systems. include/uapi/asm-generic/statfs.h of a 64-bit machine; magic numbers are in include/uapi/linux/magic.h.</summary>
internal static partial class FileSystems
{
    [LibraryImport("libc", EntryPoint = "fstatfs", SetLastError = true)]
    public static unsafe partial int Status(SafeFileHandle file, Statfs* status);

    /// <summary>The front of struct statfs, 120 bytes in all.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 120)]
    public struct Statfs
    {
        [FieldOffset(0)]
        public long Type;
    }
}
