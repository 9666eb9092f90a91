// SPDX-License-Identifier: Apache-2.0

using Attestation.X509;

namespace Attestation.Native.LibCrypto;

/// <summary>Ed25519 (RFC 8032, section 5.1) by libcrypto. Keys 32 bytes, signatures 64.</summary>
/// <remarks>
/// Verifies by the plain equation, without the cofactor, with S below the group's order and R in its one form, as OpenSSL and Go do. Keys of
/// small order and keys that are not canonical are refused before (<see cref="Ed25519Key"/>), for anybody can make signatures that they accept.
/// Thread-safe.
/// </remarks>
public sealed class Ed25519 : IEd25519
{
    /// <summary>Length of a signature in bytes.</summary>
    public const int SignatureBytes = 64;

    /// <summary>True where the signature is over exactly this message by this key; false on anything else, wrong lengths included.</summary>
    /// <param name="publicKey">32 bytes.</param>
    /// <param name="message">What was signed; not hashed before.</param>
    /// <param name="signature">64 bytes.</param>
    public bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (!Ed25519Key.IsSound(publicKey) || signature.Length != SignatureBytes)
        {
            return false;
        }

        using EvpKey key = Import(publicKey);
        return !key.IsInvalid && Verify(key, message, signature);
    }

    private static unsafe EvpKey Import(ReadOnlySpan<byte> publicKey)
    {
        fixed (byte* bytes = publicKey)
        {
            return Evp.NewPublicKey(Evp.Ed25519, 0, bytes, (nuint)publicKey.Length);
        }
    }

    private static unsafe bool Verify(EvpKey key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        using EvpContext context = Evp.NewContext();
        fixed (byte* text = message, signed = signature)
        {
            byte none = 0;
            bool verified = !context.IsInvalid && Evp.VerifyInit(context, 0, 0, 0, key) == 1
                && Evp.Verify(context, signed, (nuint)signature.Length, text is null ? &none : text, (nuint)message.Length) == 1;
            Evp.ClearErrors();
            return verified;
        }
    }
}
