// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Native.Linux;

/// <summary>fs-verity. include/uapi/linux/fsverity.h.</summary>
internal static class FsVerity
{
    public const ushort Sha256 = 1;
    public const ushort Sha512 = 2;
    public const int MaxDigestBytes = 64;

    // sizeof(struct fsverity_digest): its digest is a flexible array.
    private const int HeadBytes = 4;

    public static readonly uint MeasureVerity = Ioctl.WriteRead('f', 134, HeadBytes);

    /// <summary>struct fsverity_digest with room for the longest digest, 68 bytes.</summary>
    public unsafe struct Digest
    {
        public ushort Algorithm;
        public ushort Size;
        public fixed byte Bytes[MaxDigestBytes];
    }
}
