// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Attestation.Machine.Simulator;

/// <summary>A private key of a simulated vendor or enclave.</summary>
/// <remarks>Thread-safe for signing. Keys live as long as the process needs them; they hold nothing secret.</remarks>
public sealed class SimulatedKey
{
    private readonly AsymmetricAlgorithm key;

    /// <summary>Takes over a key that the caller made or read; for RSA the only way to use the same one twice.</summary>
    /// <param name="kind">What the key is and how it signs.</param>
    /// <param name="key">An <see cref="ECDsa"/> or <see cref="RSA"/> private key of that kind.</param>
    public SimulatedKey(KeyKind kind, AsymmetricAlgorithm key)
    {
        Kind = kind;
        this.key = key;
        byte[] spki = key.ExportSubjectPublicKeyInfo();
        SubjectPublicKeyInfo = spki;
        PublicKey = PublicKey.CreateFromSubjectPublicKeyInfo(spki, out _);
        SpkiSha256 = SHA256.HashData(spki);
        KeyIdentifier = SHA1.HashData(PublicKey.EncodedKeyValue.RawData);
    }

    /// <summary>What kind of key it is.</summary>
    public KeyKind Kind { get; }

    /// <summary>The public half.</summary>
    public PublicKey PublicKey { get; }

    /// <summary>DER of the SubjectPublicKeyInfo.</summary>
    public ReadOnlyMemory<byte> SubjectPublicKeyInfo { get; }

    /// <summary>SHA-256 of <see cref="SubjectPublicKeyInfo"/>: what a policy pins.</summary>
    public ReadOnlyMemory<byte> SpkiSha256 { get; }

    /// <summary>SHA-1 of the public key's bits, RFC 5280, section 4.2.1.2, method 1; 20 bytes.</summary>
    public ReadOnlyMemory<byte> KeyIdentifier { get; }

    /// <summary>For an elliptic curve: x then y, big-endian, each as long as the field.</summary>
    public byte[] Point => PublicKey.EncodedKeyValue.RawData[1..];

    /// <summary>The hash that this kind of key signs with.</summary>
    public HashAlgorithmName Hash => Kind == KeyKind.EcdsaP256 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA384;

    /// <summary>Signs as certificates do: ECDSA as DER, RSA as PSS.</summary>
    public X509SignatureGenerator Generator => key is ECDsa ecdsa
        ? X509SignatureGenerator.CreateForECDsa(ecdsa)
        : new PssSignatureGenerator((RSA)key);

    /// <summary>Signs as quotes, reports and JSON documents do.</summary>
    /// <returns>ECDSA: r then s, big-endian, each as long as the field. RSA: PSS.</returns>
    public byte[] Sign(ReadOnlySpan<byte> signed) => key is ECDsa ecdsa
        ? ecdsa.SignData(signed, Hash)
        : ((RSA)key).SignData(signed, Hash, RSASignaturePadding.Pss);
}
