// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;

namespace Attestation.Native.Linux;

/// <summary>Accounts by the C library's name services. POSIX.1-2017, grp.h; returns the error number.</summary>
internal static partial class Accounts
{
    [LibraryImport("libc", EntryPoint = "getgrnam_r", StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial int FindGroup(string name, Group* group, byte* room, nuint roomBytes, Group** found);

    /// <summary>struct group of a 64-bit machine, 32 bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Group
    {
        public nint Name;
        public nint Password;
        public uint Gid;
        public nint Members;
    }
}
