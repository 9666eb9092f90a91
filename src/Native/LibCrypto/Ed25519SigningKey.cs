// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;

namespace Attestation.Native.LibCrypto;

/// <summary>A private key of Ed25519 (RFC 8032, section 5.1.5) that never leaves libcrypto's memory, which is wiped when it is disposed.</summary>
/// <remarks>Deterministic: the same message gives the same signature. Thread-safe but for Dispose.</remarks>
public sealed class Ed25519SigningKey : IDisposable
{
    /// <summary>Length of a seed in bytes.</summary>
    public const int SeedBytes = 32;

    private readonly EvpKey key;

    private Ed25519SigningKey(EvpKey key)
    {
        this.key = key;
        PublicKey = Export(key);
    }

    /// <summary>The raw public key, 32 bytes.</summary>
    public ReadOnlyMemory<byte> PublicKey { get; }

    /// <summary>A new key that nobody can make again.</summary>
    public static Ed25519SigningKey Generate()
    {
        Span<byte> seed = stackalloc byte[SeedBytes];
        RandomNumberGenerator.Fill(seed);
        try
        {
            return FromSeed(seed);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }

    /// <summary>The key of that seed.</summary>
    /// <param name="seed">32 secret bytes; the caller wipes them.</param>
    /// <exception cref="ArgumentException">The seed is not 32 bytes long.</exception>
    public static Ed25519SigningKey FromSeed(ReadOnlySpan<byte> seed)
    {
        if (seed.Length != SeedBytes)
        {
            throw new ArgumentException($"seed is {seed.Length} bytes, need {SeedBytes}", nameof(seed));
        }

        EvpKey key = Import(seed);
        return key.IsInvalid ? throw new CryptographicException("libcrypto makes no Ed25519 key") : new(key);
    }

    /// <summary>Signs the message itself, not a hash of it.</summary>
    /// <param name="message">What is signed.</param>
    /// <param name="signature">Receives 64 bytes.</param>
    /// <exception cref="ArgumentException">The signature has not room for exactly 64 bytes.</exception>
    /// <exception cref="ObjectDisposedException">The key is gone.</exception>
    public unsafe void Sign(ReadOnlySpan<byte> message, Span<byte> signature)
    {
        if (signature.Length != Ed25519.SignatureBytes)
        {
            throw new ArgumentException($"room for {signature.Length} bytes, need {Ed25519.SignatureBytes}", nameof(signature));
        }

        using EvpContext context = Evp.NewContext();
        nuint length = Ed25519.SignatureBytes;
        byte none = 0;
        fixed (byte* text = message, signed = signature)
        {
            if (context.IsInvalid || Evp.SignInit(context, 0, 0, 0, key) != 1
                || Evp.Sign(context, signed, &length, text is null ? &none : text, (nuint)message.Length) != 1
                || length != Ed25519.SignatureBytes)
            {
                Evp.ClearErrors();
                throw new CryptographicException("libcrypto does not sign");
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();

    private static unsafe EvpKey Import(ReadOnlySpan<byte> seed)
    {
        fixed (byte* bytes = seed)
        {
            return Evp.NewPrivateKey(Evp.Ed25519, 0, bytes, SeedBytes);
        }
    }

    private static unsafe byte[] Export(EvpKey key)
    {
        byte[] publicKey = new byte[Ed25519Key.Bytes];
        nuint length = Ed25519Key.Bytes;
        fixed (byte* bytes = publicKey)
        {
            return Evp.GetPublicKey(key, bytes, &length) == 1 && length == Ed25519Key.Bytes
                ? publicKey
                : throw new CryptographicException("libcrypto does not show the public key");
        }
    }
}
