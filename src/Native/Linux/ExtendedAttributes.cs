// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Attestation.Native.Linux;

/// <summary>Extended attributes. include/uapi/linux/xattr.h.</summary>
internal static partial class ExtendedAttributes
{
    /// <summary>XATTR_NAME_CAPS.</summary>
    public const string Capabilities = "security.capability";

    /// <summary>The attribute's length; with no room it is only asked for.</summary>
    [LibraryImport("libc", EntryPoint = "fgetxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial nint Get(SafeFileHandle file, string name, byte* room, nuint roomBytes);
}
