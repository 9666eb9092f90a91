// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.Wire;

namespace Attestation.X509;

/// <summary>An RSA key of 2048 to 4096 bits.</summary>
internal sealed class RsaKey : VerificationKey
{
    private readonly RSA key;

    private RsaKey(byte[] spki, RSA key)
        : base(spki) => this.key = key;

    /// <summary>Imports rsaEncryption with NULL parameters (RFC 3279, section 2.3.1).</summary>
    public static RsaKey? Import(ReadOnlyMemory<byte> spki, out Malformed? malformed)
    {
        DerReader der = new(spki, Structure);
        int all = der.Enter(DerTag.Sequence, Structure);
        if (!der.Element(DerTag.Sequence, "algorithm").Span.SequenceEqual(RsaEncryption))
        {
            der.Fail("algorithm", "neither P-256, P-384 (named, uncompressed) nor rsaEncryption");
        }

        ReadOnlyMemory<byte> bits = der.WholeBytes("subjectPublicKey");
        der.Leave(all, Structure);
        der.Finish(Structure);
        malformed = der.Fault;
        return malformed is null ? ImportNumbers(spki, bits, out malformed) : null;
    }

    /// <inheritdoc/>
    public override bool Verifies(SignatureScheme scheme, ReadOnlySpan<byte> signedBytes, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != (key.KeySize + 7) / 8)
        {
            return false;
        }

        try
        {
            return scheme switch
            {
                SignatureScheme.RsaPssSha384 => key.KeySize >= MinPssBits
                    && key.VerifyData(signedBytes, signature, HashAlgorithmName.SHA384, RSASignaturePadding.Pss),
                SignatureScheme.RsaPkcs1Sha256 =>
                    key.VerifyData(signedBytes, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
                _ => false,
            };
        }
        catch (CryptographicException)
        {
            // A signature that as a number is not below the modulus.
            return false;
        }
    }

    private protected override void Release() => key.Dispose();

    private static RsaKey? ImportNumbers(ReadOnlyMemory<byte> spki, ReadOnlyMemory<byte> bits, out Malformed? malformed)
    {
        DerReader der = new(bits, "RSAPublicKey");
        int numbers = der.Enter(DerTag.Sequence, "RSAPublicKey");
        ReadOnlySpan<byte> modulus = der.Natural("modulus", (MaxBits / 8) + 1).Span.TrimStart((byte)0);
        ReadOnlySpan<byte> exponent = der.Natural("publicExponent", MaxExponentLength).Span.TrimStart((byte)0);
        der.Leave(numbers, "RSAPublicKey");
        der.Finish("RSAPublicKey");
        if (modulus.Length < MinBits / 8 || modulus.Length > MaxBits / 8 || modulus[0] < 0x80 || (modulus[^1] & 1) == 0)
        {
            der.Fail("modulus", $"{modulus.Length} bytes, want an odd number of {MinBits} to {MaxBits} bits, in whole bytes");
        }
        else if (exponent.Length is < 3 or > 4 || (exponent[^1] & 1) == 0)
        {
            der.Fail("publicExponent", "want an odd number of 17 to 32 bits");
        }

        malformed = der.Fault;
        return malformed is null ? Create(spki, modulus, exponent, out malformed) : null;
    }

    private static RsaKey? Create(
        ReadOnlyMemory<byte> spki, ReadOnlySpan<byte> modulus, ReadOnlySpan<byte> exponent, out Malformed? malformed)
    {
        try
        {
            malformed = null;
            RSAParameters numbers = new() { Modulus = modulus.ToArray(), Exponent = exponent.ToArray() };
            return new RsaKey(spki.ToArray(), RSA.Create(numbers));
        }
        catch (CryptographicException)
        {
            malformed = new Malformed("RSAPublicKey", "modulus", "refused by the cryptographic library");
            return null;
        }
    }

    /// <summary>1.2.840.113549.1.1.1 and NULL.</summary>
    private static ReadOnlySpan<byte> RsaEncryption =>
        [0x30, 0x0D, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00];

    /// <summary>Keys of vTPMs.</summary>
    private const int MinBits = 2048;

    private const int MinPssBits = 3072;

    private const int MaxBits = 4096;

    /// <summary>4 bytes and the zero before a set top bit; bounds the time of a verification.</summary>
    private const int MaxExponentLength = 5;
}
