// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Attestation.Native.Linux;

/// <summary>openat2. include/uapi/linux/openat2.h; the call's number is 437 on every architecture (asm-generic/unistd.h).</summary>
internal static partial class OpenHow
{
    /// <summary>RESOLVE_NO_MAGICLINKS: no link of procfs leads on.</summary>
    public const ulong NoMagicLinks = 0x02;

    /// <summary>RESOLVE_IN_ROOT: the directory is the root of every link and of every "..".</summary>
    public const ulong InRoot = 0x10;

    /// <summary>RESOLVE_CACHED, since Linux 5.12: EAGAIN where a file system would have to be asked.</summary>
    public const ulong Cached = 0x20;

    private const nint OpenAt2 = 437;

    public static unsafe int Open(SafeFileHandle directory, string path, Request request) =>
        (int)Call(OpenAt2, directory, path, &request, (nuint)sizeof(Request));

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial nint Call(nint number, SafeFileHandle directory, string path, Request* request, nuint size);

    /// <summary>struct open_how, 24 bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Request
    {
        public ulong Flags;
        public ulong Mode;
        public ulong Resolve;
    }
}
