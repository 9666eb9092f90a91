// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Attestation.TransparencyLog;

/// <summary>A key that signs notes, by name and number (C2SP signed-note): Ed25519, type 0x01.</summary>
public sealed class NoteKey
{
    /// <summary>Length of a raw public key in bytes.</summary>
    public const int PublicKeyLength = 32;

    /// <summary>Length of a signature in bytes.</summary>
    public const int SignatureLength = 64;

    private const byte Ed25519Type = 0x01;
    private const byte Newline = 0x0A;

    /// <summary>Names a key.</summary>
    /// <param name="name">The name in signature lines; here always the log's origin.</param>
    /// <param name="publicKey">The raw key, 32 bytes; copied.</param>
    /// <exception cref="ArgumentException">Another length.</exception>
    public NoteKey(string name, ReadOnlySpan<byte> publicKey)
    {
        if (publicKey.Length != PublicKeyLength)
        {
            throw new ArgumentException($"{publicKey.Length} bytes, want {PublicKeyLength}", nameof(publicKey));
        }

        Name = name;
        PublicKey = publicKey.ToArray();
        KeyId = Number(name, publicKey);
    }

    /// <summary>The key's name.</summary>
    public string Name { get; }

    /// <summary>The raw public key.</summary>
    public ReadOnlyMemory<byte> PublicKey { get; }

    /// <summary>First four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ key), big-endian: tells keys apart, proves nothing.</summary>
    public uint KeyId { get; }

    private static uint Number(string name, ReadOnlySpan<byte> publicKey)
    {
        byte[] hashed = SHA256.HashData([.. Encoding.UTF8.GetBytes(name), Newline, Ed25519Type, .. publicKey]);
        return BinaryPrimitives.ReadUInt32BigEndian(hashed);
    }
}
