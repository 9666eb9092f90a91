// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Text;
using Attestation.Wire;
using Attestation.X509;

namespace Attestation.Statements;

/// <summary>Whoever asked for a statement had the keys that it is about (CONTRACTS, section 3.3, possession): STM-10 of a node statement, and the challenge before a binding.</summary>
public static class PossessionMatch
{
    private const string EcdsaSha256 = "ecdsa-sha256";
    private const string RsaPkcs1Sha256 = "rsa-pkcs1-sha256";
    private const string Ed25519 = "ed25519";

    /// <summary>Checks the statement's own key and, for a boot instance, the boot key.</summary>
    /// <param name="node">What the statement says.</param>
    /// <param name="ed25519">Checks Ed25519 signatures.</param>
    public static Check Appraise(NodeStatement node, IEd25519 ed25519)
    {
        byte[] signed = SignedBytes(node);
        KeyPossession its = node.Possession;
        string? problem = Problem("possession", its.Key, its.Spki, its.Algorithm, its.Signature, signed, ed25519);
        if (problem is null && node.Instance is { Key: { } key, Signature: { } signature } boot)
        {
            problem = Problem("instance", key, boot.Sha256, EcdsaSha256, signature, signed, ed25519);
        }

        return problem is null ? Check.Pass(StatementRules.Possession) : Check.Fail(StatementRules.Possession, problem);
    }

    /// <summary>What both keys sign: ECDSA and RSA take its SHA-256 as their hash, Ed25519 signs the 32 bytes of it.</summary>
    public static byte[] SignedBytes(NodeStatement node) => SignedBytes(node.ServerNonce, node.AgentNonce, node.TrustDomain);

    /// <summary>The same before there is a statement.</summary>
    /// <param name="serverNonce">32 bytes.</param>
    /// <param name="agentNonce">32 bytes.</param>
    /// <param name="trustDomain">The server's.</param>
    public static byte[] SignedBytes(ReadOnlyMemory<byte> serverNonce, ReadOnlyMemory<byte> agentNonce, string trustDomain) =>
        [.. "attestation-agent/node-pop/v1\0"u8, .. serverNonce.Span, .. agentNonce.Span, .. Encoding.UTF8.GetBytes(trustDomain)];

    /// <summary>What a key that is to be bound signs: hashed as for a node.</summary>
    /// <param name="challenge">32 bytes.</param>
    /// <param name="spki">SHA-256 of the key's SubjectPublicKeyInfo; 32 bytes.</param>
    /// <param name="purpose">One of <see cref="SvidBinding.Purposes"/>.</param>
    public static byte[] BindingBytes(ReadOnlyMemory<byte> challenge, ReadOnlyMemory<byte> spki, string purpose) =>
        [.. "attestation-agent/bind-pop/v1\0"u8, .. challenge.Span, .. spki.Span, .. Encoding.UTF8.GetBytes(purpose)];

    /// <summary>Why the signature over a binding's challenge shows no possession; null where it does.</summary>
    /// <param name="possession">The key and its signature.</param>
    /// <param name="challenge">32 bytes, as the agent made them.</param>
    /// <param name="purpose">What the key is bound for.</param>
    /// <param name="ed25519">Checks Ed25519 signatures.</param>
    public static string? BindingProblem(KeyPossession possession, ReadOnlyMemory<byte> challenge, string purpose, IEd25519 ed25519) =>
        Problem("possession", possession.Key, possession.Spki, possession.Algorithm, possession.Signature, BindingBytes(challenge, possession.Spki, purpose), ed25519);

    private static string? Problem(
        string field, ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> spki, string algorithm, ReadOnlyMemory<byte> signature, byte[] signed, IEd25519 ed25519)
    {
        byte[] digest = SHA256.HashData(key.Span);
        return !digest.AsSpan().SequenceEqual(spki.Span)
            ? $"{field}: the key's digest is {Hex.Of(digest)}, the statement says {Hex.Of(spki.Span)}"
            : !Verifies(key, algorithm, signature, signed, ed25519)
            ? $"{field}: the signature does not verify by the key"
            : null;
    }

    private static bool Verifies(ReadOnlyMemory<byte> key, string algorithm, ReadOnlyMemory<byte> signature, byte[] signed, IEd25519 ed25519) => algorithm switch
    {
        EcdsaSha256 => Verifies(key, SignatureScheme.EcdsaSha256Der, signed, signature),
        RsaPkcs1Sha256 => Verifies(key, SignatureScheme.RsaPkcs1Sha256, signed, signature),
        Ed25519 => Ed25519Spki.TryRead(key.Span, out ReadOnlySpan<byte> raw) && ed25519.Verify(raw, SHA256.HashData(signed), signature.Span),
        _ => false,
    };

    private static bool Verifies(ReadOnlyMemory<byte> spki, SignatureScheme scheme, byte[] signed, ReadOnlyMemory<byte> signature)
    {
        if (!VerificationKey.TryImport(spki, out VerificationKey? key, out _))
        {
            return false;
        }

        using (key)
        {
            return key.Verifies(scheme, signed, signature.Span);
        }
    }
}
