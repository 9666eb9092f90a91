// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Native.Linux;

/// <summary>Namespaces. include/uapi/linux/nsfs.h.</summary>
internal static class Namespaces
{
    private const byte Nsio = 0xb7;

    /// <summary>NS_GET_USERNS: a file of the user namespace that owns this one; EPERM where it is none of ours or below.</summary>
    public static readonly uint GetUserNamespace = Ioctl.Plain(Nsio, 1);
}
