// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.SpirePlugin.Protos.KeyManager;
using Grpc.Core;
using Hash = Attestation.SpirePlugin.Protos.KeyManager.HashAlgorithm;
using Options = Attestation.SpirePlugin.Protos.KeyManager.SignDataRequest.SignerOptsOneofCase;

namespace Attestation.SpirePlugin.Agent.KeyManager;

/// <summary>How a digest is signed.</summary>
/// <param name="Digest">The hash that made it.</param>
/// <param name="DigestBytes">Its length.</param>
/// <param name="Padding">For RSA.</param>
internal sealed record SignatureScheme(HashAlgorithmName Digest, int DigestBytes, RSASignaturePadding Padding)
{
    // Of Go's crypto/rsa: PSSSaltLengthEqualsHash, PSSSaltLengthAuto.
    private const int HashLong = -1;
    private const int AsLongAsFits = 0;

    /// <summary>What SPIRE asks for, in the words that its own key managers use.</summary>
    /// <param name="request">The call.</param>
    /// <exception cref="RpcException">InvalidArgument: nothing is asked for, or what .NET has not.</exception>
    public static SignatureScheme Of(SignDataRequest request) => request.SignerOptsCase switch
    {
        Options.HashAlgorithm => Of(request.HashAlgorithm, RSASignaturePadding.Pkcs1, "hash algorithm is required"),
        Options.PssOptions => OfPss(request.PssOptions),
        _ => throw KeyManagerError.Invalid("signer opts is required"),
    };

    /// <summary>Refuses a digest or a key that the scheme does not fit.</summary>
    /// <param name="key">Signs.</param>
    /// <param name="digest">To be signed.</param>
    /// <exception cref="RpcException">InvalidArgument.</exception>
    public void Require(HeldKey key, ReadOnlySpan<byte> digest)
    {
        if (digest.Length != DigestBytes)
        {
            throw KeyManagerError.Invalid($"data is {digest.Length} bytes, a {Digest.Name} digest has {DigestBytes}");
        }

        if (Padding == RSASignaturePadding.Pss && !key.IsRsa)
        {
            throw KeyManagerError.Invalid("PSS options are for RSA keys");
        }
    }

    private static SignatureScheme Of(Hash hash, RSASignaturePadding padding, string absent) => hash switch
    {
        Hash.UnspecifiedHashAlgorithm => throw KeyManagerError.Invalid(absent),
        Hash.Sha256 => new(HashAlgorithmName.SHA256, SHA256.HashSizeInBytes, padding),
        Hash.Sha384 => new(HashAlgorithmName.SHA384, SHA384.HashSizeInBytes, padding),
        Hash.Sha512 => new(HashAlgorithmName.SHA512, SHA512.HashSizeInBytes, padding),
        Hash.Sha3256 when SHA3_256.IsSupported => new(HashAlgorithmName.SHA3_256, SHA3_256.HashSizeInBytes, padding),
        Hash.Sha3384 when SHA3_384.IsSupported => new(HashAlgorithmName.SHA3_384, SHA3_384.HashSizeInBytes, padding),
        Hash.Sha3512 when SHA3_512.IsSupported => new(HashAlgorithmName.SHA3_512, SHA3_512.HashSizeInBytes, padding),
        _ => throw KeyManagerError.Invalid($"hash algorithm {NameOf(hash)} is not supported"),
    };

    // .NET salts with as many bytes as the hash has, which is what TLS and certificates want.
    private static SignatureScheme OfPss(SignDataRequest.Types.PSSOptions options)
    {
        SignatureScheme scheme = Of(options.HashAlgorithm, RSASignaturePadding.Pss, "hash algorithm in PSS options is required");
        return options.SaltLength == HashLong || options.SaltLength == scheme.DigestBytes
            ? scheme
            : throw KeyManagerError.Invalid($"PSS salt length {(options.SaltLength == AsLongAsFits ? "auto" : options.SaltLength)} is not supported, want the hash's length (-1)");
    }

    private static string NameOf(Hash hash) => hash switch
    {
        Hash.Sha224 => "SHA224",
        Hash.Sha3224 => "SHA3_224",
        Hash.Sha3256 => "SHA3_256",
        Hash.Sha3384 => "SHA3_384",
        Hash.Sha3512 => "SHA3_512",
        Hash.Sha512224 => "SHA512_224",
        Hash.Sha512256 => "SHA512_256",
        _ => $"{(int)hash}",
    };
}
