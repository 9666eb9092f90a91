// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;

namespace Attestation.Native.LibCrypto;

/// <summary>OSSL_PARAM of openssl/core.h; an array of them ends with one whose name is null.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct OsslParam
{
    /// <summary>OSSL_PARAM_UTF8_STRING.</summary>
    public const uint Utf8 = 4;

    /// <summary>OSSL_PARAM_OCTET_STRING.</summary>
    public const uint Octets = 5;

    public byte* Name;
    public uint Type;
    public void* Data;
    public nuint Size;
    public nuint Returned;
}
