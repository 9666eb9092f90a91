// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.SpirePlugin.Protos.KeyManager;

namespace Attestation.SpirePlugin.Agent.KeyManager;

/// <summary>A private key in this process's memory, and nowhere else.</summary>
/// <remarks>Thread-safe. After <see cref="Dispose"/> it signs no more.</remarks>
internal sealed class HeldKey : IDisposable
{
    private readonly Lock gate = new();
    private readonly AsymmetricAlgorithm key;
    private bool isGone;

    private HeldKey(KeyType type, AsymmetricAlgorithm key)
    {
        Type = type;
        this.key = key;
        byte[] spki = key.ExportSubjectPublicKeyInfo();
        Spki = spki;
        SpkiSha256 = SHA256.HashData(spki);
        Fingerprint = Convert.ToHexStringLower(SpkiSha256.Span);
    }

    /// <summary>Curve or size.</summary>
    public KeyType Type { get; }

    /// <summary>The public key, DER SubjectPublicKeyInfo.</summary>
    public ReadOnlyMemory<byte> Spki { get; }

    /// <summary>SHA-256 of <see cref="Spki"/>.</summary>
    public ReadOnlyMemory<byte> SpkiSha256 { get; }

    /// <summary>Another one for another key: SHA-256 of <see cref="Spki"/> in hex, as SPIRE's own key managers have it.</summary>
    public string Fingerprint { get; }

    /// <summary>True for an RSA key.</summary>
    public bool IsRsa => key is RSA;

    /// <summary>Size of an RSA modulus or of a curve's field, in bits.</summary>
    public int Bits => key.KeySize;

    /// <summary>Makes a key; seconds, for RSA.</summary>
    /// <param name="type">Curve or size.</param>
    /// <returns>Null for a type that is not known.</returns>
    public static HeldKey? Make(KeyType type) => type switch
    {
        KeyType.EcP256 => new(type, ECDsa.Create(ECCurve.NamedCurves.nistP256)),
        KeyType.EcP384 => new(type, ECDsa.Create(ECCurve.NamedCurves.nistP384)),
        KeyType.Rsa2048 => new(type, RSA.Create(2048)),
        KeyType.Rsa4096 => new(type, RSA.Create(4096)),
        _ => null,
    };

    /// <summary>Signs a digest.</summary>
    /// <param name="digest">As long as the scheme's hash.</param>
    /// <param name="scheme">Hash and padding; the padding counts for RSA only.</param>
    /// <returns>ECDSA in DER, or RSA; null once the key is gone.</returns>
    public byte[]? Sign(ReadOnlySpan<byte> digest, SignatureScheme scheme)
    {
        lock (gate)
        {
            return isGone ? null : key switch
            {
                ECDsa ec => ec.SignHash(digest, DSASignatureFormat.Rfc3279DerSequence),
                _ => ((RSA)key).SignHash(digest.ToArray(), scheme.Digest, scheme.Padding),
            };
        }
    }

    /// <summary>Forgets the private key.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isGone = true;
            key.Dispose();
        }
    }
}
