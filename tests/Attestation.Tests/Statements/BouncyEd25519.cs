// SPDX-License-Identifier: Apache-2.0

using Attestation.X509;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace Attestation.Tests.Statements;

/// <summary>Ed25519 by BouncyCastle: an implementation that the product does not use.</summary>
internal sealed class BouncyEd25519 : IEd25519
{
    public static BouncyEd25519 Instance { get; } = new();

    public static Ed25519PrivateKeyParameters Key { get; } = new([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

    public static byte[] Sign(byte[] message)
    {
        Ed25519Signer signer = new();
        signer.Init(true, Key);
        signer.BlockUpdate(message, 0, message.Length);
        return signer.GenerateSignature();
    }

    public bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        try
        {
            Ed25519Signer verifier = new();
            verifier.Init(false, new Ed25519PublicKeyParameters(publicKey.ToArray()));
            verifier.BlockUpdate(message.ToArray(), 0, message.Length);
            return verifier.VerifySignature(signature.ToArray());
        }
        catch (ArgumentException)
        {
            // Bytes that are no point of the curve.
            return false;
        }
    }
}
