// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Attestation.X509;

namespace Attestation.Native.LibCrypto;

/// <summary>Public keys of Ed25519: RFC 8032, section 5.1.5 (32 bytes: y little-endian, the sign of x in the last bit), RFC 8410 (SubjectPublicKeyInfo).</summary>
public static class Ed25519Key
{
    /// <summary>Length of a raw public key in bytes.</summary>
    public const int Bytes = 32;

    private const ulong LowestLimbOfP = 0xffff_ffff_ffff_ffed;
    private const ulong HighestLimbOfP = 0x7fff_ffff_ffff_ffff;
    private const ulong SignBit = 1UL << 63;

    // The y of the two pairs of points of order 8, little-endian; the other points of small order have y = 0, 1 and p - 1.
    private static ReadOnlySpan<byte> OrderEight =>
    [
        0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0,
        0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05,
        0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f,
        0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a,
    ];

    /// <summary>True for 32 bytes that are the one form of a y below p, and no point of small order. Whether it is on the curve libcrypto says.</summary>
    public static bool IsSound(ReadOnlySpan<byte> publicKey) => publicKey.Length == Bytes && IsCanonical(publicKey) && !IsOfSmallOrder(publicKey);

    /// <summary>The raw key's SubjectPublicKeyInfo, 44 bytes of DER.</summary>
    /// <exception cref="ArgumentException">The key is not 32 bytes long.</exception>
    public static byte[] ToSpki(ReadOnlySpan<byte> publicKey) => Ed25519Spki.Of(publicKey);

    /// <summary>The raw key in a SubjectPublicKeyInfo; false on any other bytes, another algorithm or a trailing byte, and on keys that are not sound.</summary>
    public static bool TryFromSpki(ReadOnlySpan<byte> spki, [NotNullWhen(true)] out byte[]? publicKey)
    {
        bool isKey = Ed25519Spki.TryRead(spki, out ReadOnlySpan<byte> raw) && IsSound(raw);
        publicKey = isKey ? raw.ToArray() : null;
        return isKey;
    }

    private static bool IsCanonical(ReadOnlySpan<byte> key) =>
        !(Limb(key, 0) >= LowestLimbOfP && IsHighAsP(key));

    // All limbs of p = 2^255 - 19 but the lowest.
    private static bool IsHighAsP(ReadOnlySpan<byte> key) =>
        Limb(key, 1) == ulong.MaxValue && Limb(key, 2) == ulong.MaxValue && HighestLimb(key) == HighestLimbOfP;

    private static bool IsOfSmallOrder(ReadOnlySpan<byte> key)
    {
        bool middleIsZero = (Limb(key, 1) | Limb(key, 2) | HighestLimb(key)) == 0;
        bool isZeroOrOne = middleIsZero && Limb(key, 0) <= 1;
        bool isMinusOne = Limb(key, 0) == LowestLimbOfP - 1 && IsHighAsP(key);
        return isZeroOrOne || isMinusOne || HasYOf(key, OrderEight[..Bytes]) || HasYOf(key, OrderEight[Bytes..]);
    }

    private static bool HasYOf(ReadOnlySpan<byte> key, ReadOnlySpan<byte> point) =>
        Limb(key, 0) == Limb(point, 0) && Limb(key, 1) == Limb(point, 1) && Limb(key, 2) == Limb(point, 2) && HighestLimb(key) == HighestLimb(point);

    private static ulong Limb(ReadOnlySpan<byte> key, int index) => BinaryPrimitives.ReadUInt64LittleEndian(key[(8 * index)..]);

    private static ulong HighestLimb(ReadOnlySpan<byte> key) => Limb(key, 3) & ~SignBit;
}
