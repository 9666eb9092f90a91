// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Security.Cryptography;

namespace Attestation.EventLogs;

/// <summary>What is known about each <see cref="DigestAlgorithm"/>.</summary>
public static class DigestAlgorithms
{
    /// <summary>Length of the longest digest a log may declare, in bytes (SHA-512).</summary>
    public const int MaxSize = 64;

    /// <summary>The digest's length in bytes, or null for an algorithm that is not in the list.</summary>
    public static int? SizeOf(DigestAlgorithm algorithm) => algorithm switch
    {
        DigestAlgorithm.Sha1 => SHA1.HashSizeInBytes,
        DigestAlgorithm.Sha256 => SHA256.HashSizeInBytes,
        DigestAlgorithm.Sha384 => SHA384.HashSizeInBytes,
        DigestAlgorithm.Sha512 => SHA512.HashSizeInBytes,
        DigestAlgorithm.Sm3 => 32,
        _ => null,
    };

    /// <summary>True where this project computes the hash, so that a bank of it can be replayed.</summary>
    public static bool CanHash(DigestAlgorithm algorithm) =>
        algorithm is DigestAlgorithm.Sha1 or DigestAlgorithm.Sha256 or DigestAlgorithm.Sha384 or DigestAlgorithm.Sha512;

    /// <summary>Lower-case name, for example "sha384"; the identifier in hex for an algorithm that is not in the list.</summary>
    public static string NameOf(DigestAlgorithm algorithm) => algorithm switch
    {
        DigestAlgorithm.Sha1 => "sha1",
        DigestAlgorithm.Sha256 => "sha256",
        DigestAlgorithm.Sha384 => "sha384",
        DigestAlgorithm.Sha512 => "sha512",
        DigestAlgorithm.Sm3 => "sm3",
        _ => string.Create(CultureInfo.InvariantCulture, $"{(ushort)algorithm:x4}"),
    };

    /// <summary>Hashes <paramref name="bytes"/>.</summary>
    /// <exception cref="ArgumentException">The algorithm is none that <see cref="CanHash"/> admits.</exception>
    /// <remarks>SHA-1 is here because old logs have no other bank; whether one suffices is a policy's decision.</remarks>
    public static byte[] Hash(DigestAlgorithm algorithm, ReadOnlySpan<byte> bytes) => algorithm switch
    {
        DigestAlgorithm.Sha1 => SHA1.HashData(bytes),
        DigestAlgorithm.Sha256 => SHA256.HashData(bytes),
        DigestAlgorithm.Sha384 => SHA384.HashData(bytes),
        DigestAlgorithm.Sha512 => SHA512.HashData(bytes),
        _ => throw new ArgumentException($"{NameOf(algorithm)} is not computed here", nameof(algorithm)),
    };

    /// <summary>A register after one extend: hash(register ‖ digest).</summary>
    /// <param name="algorithm">The bank; one that <see cref="CanHash"/> admits.</param>
    /// <param name="register">The value before, as long as the bank's digests.</param>
    /// <param name="digest">What is measured, as long as the bank's digests.</param>
    public static byte[] Extend(DigestAlgorithm algorithm, ReadOnlySpan<byte> register, ReadOnlySpan<byte> digest)
    {
        if (SizeOf(algorithm) is not { } size || register.Length != size || digest.Length != size)
        {
            string got = $"register of {register.Length} and digest of {digest.Length} bytes";
            throw new ArgumentException($"{got} do not fit {NameOf(algorithm)}", nameof(algorithm));
        }

        Span<byte> both = stackalloc byte[2 * MaxSize];
        register.CopyTo(both);
        digest.CopyTo(both[size..]);
        return Hash(algorithm, both[..(2 * size)]);
    }
}
