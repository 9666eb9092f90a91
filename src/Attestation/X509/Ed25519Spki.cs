// SPDX-License-Identifier: Apache-2.0

namespace Attestation.X509;

/// <summary>The one DER form of an Ed25519 SubjectPublicKeyInfo (RFC 8410, section 4): 44 bytes, the last 32 of which are the key.</summary>
public static class Ed25519Spki
{
    private const int KeyBytes = 32;

    /// <summary>The raw key, a part of <paramref name="spki"/>; false for any other DER.</summary>
    public static bool TryRead(ReadOnlySpan<byte> spki, out ReadOnlySpan<byte> publicKey)
    {
        bool fits = spki.Length == Prefix.Length + KeyBytes && spki.StartsWith(Prefix);
        publicKey = fits ? spki[Prefix.Length..] : default;
        return fits;
    }

    /// <summary>The 44 bytes of a raw key.</summary>
    /// <exception cref="ArgumentException">The key is not 32 bytes long.</exception>
    public static byte[] Of(ReadOnlySpan<byte> publicKey) => publicKey.Length == KeyBytes
        ? [.. Prefix, .. publicKey]
        : throw new ArgumentException($"key is {publicKey.Length} bytes, need {KeyBytes}", nameof(publicKey));

    // SEQUENCE { SEQUENCE { OID 1.3.101.112 }, BIT STRING of 33 bytes, none unused }
    private static ReadOnlySpan<byte> Prefix => [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
}
